// SPDX-License-Identifier: GPL-2.0
/*
 * An SPI controller with one MCP3208 (12 bit) or MCP3008 (10 bit) on it, answered bit by bit, behind /dev/spidevN.0.
 *
 * bits=10|12, values=CH0,…,CH7 at loading or in /sys/module/spi_mcp3208/parameters/values.
 * The conversation (data sheets DS21298 and DS21295, "Serial Communication"): a start bit (the first 1), SGL/DIFF, D2, D1, D0,
 * one clock to sample, a null bit, then the value, most significant bit first. Differential pairs are not simulated: 0.
 */
#include <linux/device.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/spi/spi.h>

static int bits = 12;
module_param(bits, int, 0444);
static int values[8];
module_param_array(values, int, NULL, 0644);

static struct platform_device *platform;
static struct spi_controller *controller;

/* Bits since chip select went low; `command` holds what came after the start bit. */
struct conversation { bool started; int clock, command; };

/* One clock: takes MOSI, gives MISO (1 while the chip does not drive it, as with a pull-up). */
static int clock_bit(struct conversation *c, int mosi)
{
	int place;

	if (!c->started) {
		c->started = mosi;
		return 1;
	}
	c->clock++;
	if (c->clock <= 4)
		c->command = c->command << 1 | mosi;
	if (c->clock <= 5)
		return 1;
	if (c->clock == 6 || !(c->command & 8))
		return 0;
	place = bits - (c->clock - 6);
	return place >= 0 ? values[c->command & 7] >> place & 1 : 0;
}

static int transfer_one_message(struct spi_controller *ctlr, struct spi_message *message)
{
	struct conversation conversation = {};
	struct spi_transfer *transfer;
	unsigned int i, bit;

	list_for_each_entry(transfer, &message->transfers, transfer_list) {
		const u8 *tx = transfer->tx_buf;
		u8 *rx = transfer->rx_buf;

		for (i = 0; i < transfer->len; i++) {
			u8 in = 0;

			for (bit = 0; bit < 8; bit++)
				in = in << 1 | clock_bit(&conversation, tx ? tx[i] >> (7 - bit) & 1 : 0);
			if (rx)
				rx[i] = in;
		}
		message->actual_length += transfer->len;
	}
	message->status = 0;
	spi_finalize_current_message(ctlr);
	return 0;
}

/* A name from spidev's own table: it refuses to serve a device that is called after itself. */
static struct spi_board_info board = { .modalias = "dh2228fv", .max_speed_hz = 2000000, .mode = SPI_MODE_0 };

static int __init start(void)
{
	int result;

	platform = platform_device_register_simple("spi-mcp3208", PLATFORM_DEVID_NONE, NULL, 0);
	if (IS_ERR(platform))
		return PTR_ERR(platform);
	controller = spi_alloc_master(&platform->dev, 0);
	if (!controller) {
		platform_device_unregister(platform);
		return -ENOMEM;
	}
	controller->bus_num = -1;
	controller->num_chipselect = 1;
	controller->mode_bits = SPI_CPOL | SPI_CPHA;
	controller->max_speed_hz = 2000000;
	controller->transfer_one_message = transfer_one_message;
	result = spi_register_controller(controller);
	if (result) {
		spi_controller_put(controller);
		platform_device_unregister(platform);
		return result;
	}
	if (!spi_new_device(controller, &board)) {
		spi_unregister_controller(controller);
		platform_device_unregister(platform);
		return -ENODEV;
	}
	return 0;
}

static void __exit stop(void)
{
	spi_unregister_controller(controller);
	platform_device_unregister(platform);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("A simulated MCP3208 or MCP3008 on an SPI controller of its own");
MODULE_LICENSE("GPL");
