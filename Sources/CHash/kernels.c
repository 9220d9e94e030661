#include "chash_kernels.h"

const chash_kernel *chash_kernels(size_t *count) {
  *count = 1;
  return &chash_portable;
}

const chash_kernel *chash_best_kernel(void) {
  size_t count;
  const chash_kernel *kernels = chash_kernels(&count);
  for (size_t i = 0; i < count; i++) {
    if (kernels[i].is_supported()) return &kernels[i];
  }
  return &chash_portable;
}
