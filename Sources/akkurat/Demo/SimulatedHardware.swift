import Agent
import Bus
import Simulator

/// Lets the agent reach a simulated rig through the same seam as the kernel's devices.
struct SimulatedHardware: RigHardware {
  let rig: SimulatedRig

  var gpio: any GPIOProvider { rig.gpio }

  func i2cBus(at path: String) throws(BusError) -> any I2CBus { rig.bus }
}
