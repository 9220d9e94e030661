// SPDX-License-Identifier: GPL-2.0
/*
 * The two wires of an I2C bus as lines 0 (SCL) and 1 (SDA) of a GPIO chip labelled "wires", with pull-ups, and a device that
 * stopped in the middle of a byte: it holds SDA until it has seen its clocks. Every edge is seen when it is made, so nothing
 * depends on how fast anybody looks.
 *
 * /sys/module/bus_wires/parameters/
 *   hold     falling edges of SCL that the device still waits for; 0: it has let go. Writing it begins anew: clocks and stops are 0.
 *   clocks   falling edges of SCL while SDA was held
 *   stops    STOP conditions: SDA rose while SCL was high
 *   adapter  N of the adapter /dev/i2c-N whose wires these are; -1: of none. While SDA is held it times out (i2c-user.c).
 *
 * A device changes SDA while SCL is low, a STOP is SDA rising while SCL is high: UM10204, 3.1.3 and 3.1.4.
 */
#include <linux/gpio/driver.h>
#include <linux/module.h>
#include <linux/spinlock.h>

enum { SCL, SDA, LINES };

static DEFINE_SPINLOCK(lock);
static bool driven_low[LINES]; /* by whoever requested the line: open drain */
static uint hold, clocks, stops;
static int adapter = -1;

static bool is_high(unsigned int line)
{
	return !driven_low[line] && !(line == SDA && hold);
}

static void drive(unsigned int line, bool low)
{
	unsigned long flags;
	bool clock, data;

	spin_lock_irqsave(&lock, flags);
	clock = is_high(SCL), data = is_high(SDA);
	driven_low[line] = low;
	if (clock && !is_high(SCL) && hold)
		clocks++, hold--;
	if (!data && is_high(SDA) && is_high(SCL))
		stops++;
	spin_unlock_irqrestore(&lock, flags);
}

/* True while nobody can use the adapter of that number. */
bool bus_wires_hold(int number)
{
	return number == READ_ONCE(adapter) && READ_ONCE(hold);
}
EXPORT_SYMBOL_GPL(bus_wires_hold);

static int get(struct gpio_chip *chip, unsigned int line) { return is_high(line); }

static void set(struct gpio_chip *chip, unsigned int line, int value) { drive(line, !value); }

static int direction_output(struct gpio_chip *chip, unsigned int line, int value)
{
	drive(line, !value);
	return 0;
}

/* gpiolib lets an open-drain output go by making it an input. */
static int direction_input(struct gpio_chip *chip, unsigned int line)
{
	drive(line, false);
	return 0;
}

static void release(struct gpio_chip *chip, unsigned int line) { drive(line, false); }

static struct gpio_chip wires = {
	.label = "wires", .owner = THIS_MODULE, .base = -1, .ngpio = LINES, .get = get, .set = set, .free = release,
	.direction_input = direction_input, .direction_output = direction_output,
};

static int set_hold(const char *text, const struct kernel_param *parameter)
{
	unsigned long flags;
	uint count;
	int result = kstrtouint(text, 0, &count);

	if (result)
		return result;
	spin_lock_irqsave(&lock, flags);
	hold = count, clocks = 0, stops = 0;
	spin_unlock_irqrestore(&lock, flags);
	return 0;
}

static const struct kernel_param_ops hold_ops = { .set = set_hold, .get = param_get_uint };
module_param_cb(hold, &hold_ops, &hold, 0644);
module_param(clocks, uint, 0444);
module_param(stops, uint, 0444);
module_param(adapter, int, 0644);

static int __init start(void) { return gpiochip_add_data(&wires, NULL); }
static void __exit end(void) { gpiochip_remove(&wires); }

module_init(start);
module_exit(end);
MODULE_DESCRIPTION("The wires of an I2C bus, and a device that holds SDA until it is clocked");
MODULE_LICENSE("GPL");
