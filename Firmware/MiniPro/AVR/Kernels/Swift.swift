/// Swift-only: the row "Swift" of the table in doc/firmware.md.
typealias BoardKernel = PortableKernel
