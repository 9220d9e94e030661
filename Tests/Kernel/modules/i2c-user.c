// SPDX-License-Identifier: GPL-2.0
/*
 * An I2C adapter whose transfers a process answers: open /dev/i2c-user and an adapter is there, close it and it is gone.
 *
 * ioctl(fd, 0)  the adapter's number N in /dev/i2c-N.
 * read(fd)      the next transaction, waiting for it: struct request with the adapter's timeout, then per message struct message followed by its
 *               bytes if it is a write. 0 bytes never come; the buffer must have room for all of it (else EMSGSIZE).
 * write(fd)     its answer: struct answer, then the bytes of all read messages one after another if status is 0.
 *
 * An answer that does not come in the adapter's timeout (1 s, or what I2C_TIMEOUT sets) ends as ETIMEDOUT, one with a
 * negative status as that error. While the wires of the adapter are held (bus-wires.c) nobody is asked and every transaction times out.
 * /sys/module/i2c_user/parameters/patience multiplies the timeout: an emulated processor is
 * late where a bus would not be. Numbers are in the machine's byte order. After close() whoever still has the adapter
 * open gets ENODEV, as from an unplugged one, and close() waits until it has let go.
 */
#include <linux/fs.h>
#include <linux/i2c.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/slab.h>

bool bus_wires_hold(int number); /* bus-wires.c */

static uint patience = 1;
module_param(patience, uint, 0644);

struct request { u32 id; u32 count; u32 timeout_us; };
struct message { u16 address; u16 is_read; u32 length; };
struct answer { u32 id; s32 status; };

struct bus {
	struct i2c_adapter adapter;
	wait_queue_head_t wait;
	struct mutex lock; /* guards all below */
	struct i2c_msg *messages; /* null: no transaction is open */
	u32 count, id;
	bool fetched, answered, gone;
	s32 status;
};

static int transfer(struct i2c_adapter *adapter, struct i2c_msg *messages, int count)
{
	struct bus *bus = i2c_get_adapdata(adapter);
	int result;

	if (bus_wires_hold(adapter->nr)) {
		schedule_timeout_uninterruptible(adapter->timeout);
		return -ETIMEDOUT;
	}
	mutex_lock(&bus->lock);
	if (bus->gone) {
		mutex_unlock(&bus->lock);
		return -ENODEV;
	}
	bus->messages = messages;
	bus->count = count;
	bus->id++;
	bus->fetched = bus->answered = false;
	mutex_unlock(&bus->lock);
	wake_up_all(&bus->wait);
	wait_event_timeout(bus->wait, READ_ONCE(bus->answered), adapter->timeout * patience);
	mutex_lock(&bus->lock);
	bus->messages = NULL;
	result = !bus->answered ? -ETIMEDOUT : bus->status ? bus->status : count;
	mutex_unlock(&bus->lock);
	return result;
}

static u32 functions(struct i2c_adapter *adapter)
{
	return I2C_FUNC_I2C | I2C_FUNC_SMBUS_EMUL;
}

static const struct i2c_algorithm algorithm = { .master_xfer = transfer, .functionality = functions };

static int bus_open(struct inode *inode, struct file *file)
{
	struct bus *bus = kzalloc(sizeof(*bus), GFP_KERNEL);
	int result;

	if (!bus)
		return -ENOMEM;
	init_waitqueue_head(&bus->wait);
	mutex_init(&bus->lock);
	bus->adapter.owner = THIS_MODULE;
	bus->adapter.algo = &algorithm;
	bus->adapter.timeout = HZ;
	strscpy(bus->adapter.name, "i2c-user", sizeof(bus->adapter.name));
	i2c_set_adapdata(&bus->adapter, bus);
	file->private_data = bus;
	result = i2c_add_adapter(&bus->adapter);
	if (result)
		kfree(bus);
	return result;
}

static int bus_release(struct inode *inode, struct file *file)
{
	struct bus *bus = file->private_data;

	mutex_lock(&bus->lock);
	bus->gone = true;
	if (bus->messages) {
		bus->status = -ENODEV;
		bus->answered = true;
	}
	mutex_unlock(&bus->lock);
	wake_up_all(&bus->wait);
	i2c_del_adapter(&bus->adapter);
	kfree(bus);
	return 0;
}

static bool pending(struct bus *bus)
{
	return READ_ONCE(bus->messages) && !READ_ONCE(bus->fetched);
}

/* Copies `size` bytes and advances the place, unless there is no room or an error already. */
static int put(char __user **place, char __user *end, const void *bytes, size_t size)
{
	if (end - *place < size)
		return -EMSGSIZE;
	if (copy_to_user(*place, bytes, size))
		return -EFAULT;
	*place += size;
	return 0;
}

static int put_transaction(struct bus *bus, char __user **place, char __user *end)
{
	struct request request = { bus->id, bus->count, jiffies_to_usecs(bus->adapter.timeout) };
	int result = put(place, end, &request, sizeof(request));
	u32 i;

	for (i = 0; !result && i < bus->count; i++) {
		struct i2c_msg *m = &bus->messages[i];
		struct message message = { m->addr, !!(m->flags & I2C_M_RD), m->len };

		result = put(place, end, &message, sizeof(message));
		if (!result && !message.is_read)
			result = put(place, end, m->buf, m->len);
	}
	return result;
}

static ssize_t bus_read(struct file *file, char __user *buffer, size_t size, loff_t *offset)
{
	struct bus *bus = file->private_data;
	char __user *place = buffer;
	int result;

	do {
		result = wait_event_interruptible(bus->wait, pending(bus));
		if (result)
			return result;
		mutex_lock(&bus->lock);
		result = pending(bus) ? put_transaction(bus, &place, buffer + size) : -EAGAIN;
		bus->fetched = true;
		mutex_unlock(&bus->lock);
	} while (result == -EAGAIN);
	return result ? result : place - buffer;
}

static int take_bytes(struct bus *bus, const char __user *place, const char __user *end)
{
	u32 i;

	for (i = 0; i < bus->count; i++) {
		struct i2c_msg *m = &bus->messages[i];

		if (!(m->flags & I2C_M_RD))
			continue;
		if (end - place < m->len)
			return -EMSGSIZE;
		if (copy_from_user(m->buf, place, m->len))
			return -EFAULT;
		place += m->len;
	}
	return 0;
}

static ssize_t bus_write(struct file *file, const char __user *buffer, size_t size, loff_t *offset)
{
	struct bus *bus = file->private_data;
	struct answer answer;
	int result = 0;

	if (size < sizeof(answer))
		return -EINVAL;
	if (copy_from_user(&answer, buffer, sizeof(answer)))
		return -EFAULT;
	if (answer.status > 0)
		return -EINVAL;
	mutex_lock(&bus->lock);
	if (bus->messages && bus->fetched && answer.id == bus->id) { /* else it came too late: forget it */
		if (!answer.status)
			result = take_bytes(bus, buffer + sizeof(answer), buffer + size);
		bus->status = result ? -EIO : answer.status;
		bus->answered = true;
	}
	mutex_unlock(&bus->lock);
	wake_up_all(&bus->wait);
	return result ? result : size;
}

static __poll_t bus_poll(struct file *file, poll_table *table)
{
	struct bus *bus = file->private_data;

	poll_wait(file, &bus->wait, table);
	return EPOLLOUT | (pending(bus) ? EPOLLIN : 0);
}

static long bus_ioctl(struct file *file, unsigned int command, unsigned long argument)
{
	struct bus *bus = file->private_data;

	return command == 0 ? bus->adapter.nr : -ENOTTY;
}

static const struct file_operations operations = {
	.owner = THIS_MODULE,
	.open = bus_open,
	.release = bus_release,
	.read = bus_read,
	.write = bus_write,
	.poll = bus_poll,
	.unlocked_ioctl = bus_ioctl,
};

static struct miscdevice device = { .minor = MISC_DYNAMIC_MINOR, .name = "i2c-user", .fops = &operations };

module_misc_device(device);
MODULE_DESCRIPTION("An I2C adapter answered by a process");
MODULE_LICENSE("GPL");
