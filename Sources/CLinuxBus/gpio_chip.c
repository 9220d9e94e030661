#include "clb_gpio_chip.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char device_folder[] = "/dev";
static const char device_prefix[] = "gpiochip";

void clb_gpio_copy_name(char *target, const char *source) {
  snprintf(target, CLB_GPIO_NAME_SIZE, "%s", source ? source : "");
}

int clb_gpio_failure(void) { return errno > 0 ? -errno : -EIO; }

static int open_path(const char *path, struct gpiod_chip **opened) {
  errno = 0;
  *opened = gpiod_chip_open(path);
  return *opened ? 0 : clb_gpio_failure();
}

static int open_device(const char *name, struct gpiod_chip **opened) {
  char path[sizeof device_folder + 256];
  snprintf(path, sizeof path, "%s/%s", device_folder, name);
  return open_path(path, opened);
}

/// Whether the device `name` carries `label`; if so it stays open in `*opened`.
static bool open_if_labelled(const char *name, const char *label, struct gpiod_chip **opened) {
  clb_gpio_chip_info info;
  if (open_device(name, opened) < 0) return false;
  if (clb_gpio_read_chip_info(*opened, &info) == 0 && strcmp(info.label, label) == 0) return true;
  gpiod_chip_close(*opened);
  *opened = NULL;
  return false;
}

static int open_label(const char *label, struct gpiod_chip **opened) {
  DIR *folder = opendir(device_folder);
  if (!folder) return -errno;
  struct gpiod_chip *found = NULL;
  int result = -ENOENT;
  for (struct dirent *entry; result != -ENOTUNIQ && (entry = readdir(folder));) {
    struct gpiod_chip *candidate = NULL;
    if (strncmp(entry->d_name, device_prefix, strlen(device_prefix)) != 0) continue;
    if (!open_if_labelled(entry->d_name, label, &candidate)) continue;
    if (found) {
      gpiod_chip_close(candidate);
      result = -ENOTUNIQ;
    } else {
      found = candidate;
      result = 0;
    }
  }
  closedir(folder);
  if (result < 0 && found) gpiod_chip_close(found);
  *opened = result < 0 ? NULL : found;
  return result;
}

int clb_gpio_open_chip(const char *chip, struct gpiod_chip **opened) {
  char path[sizeof device_folder + 256];
  if (strchr(chip, '/')) return open_path(chip, opened);
  snprintf(path, sizeof path, "%s/%s", device_folder, chip);
  if (strncmp(chip, device_prefix, strlen(device_prefix)) == 0 && access(path, F_OK) == 0)
    return open_path(path, opened);
  return open_label(chip, opened);
}

int clb_gpio_describe_chip(const char *chip, clb_gpio_chip_info *info) {
  struct gpiod_chip *opened;
  int result = clb_gpio_open_chip(chip, &opened);
  if (result < 0) return result;
  result = clb_gpio_read_chip_info(opened, info);
  gpiod_chip_close(opened);
  return result;
}
