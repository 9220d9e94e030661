/// One declaration for each kernel's file.
#ifndef CHASH_KERNELS_H
#define CHASH_KERNELS_H

#include "CHash.h"

extern const chash_kernel chash_portable;

#endif
