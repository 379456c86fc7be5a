// Defining malloc in the test binary puts this one before the C library's for the whole process. glibc only: it calls
// the library's own functions by their internal names, so nothing has to be looked up while the process starts.
#include "CAllocationCounter.h"

extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t),
    *__libc_memalign(size_t, size_t);

// initial-exec: reaching the counter must not allocate.
static _Thread_local uint64_t allocations __attribute__((tls_model("initial-exec")));

uint64_t wg_thread_allocations(void) { return allocations; }

void *malloc(size_t n) { allocations++; return __libc_malloc(n); }
void *calloc(size_t n, size_t size) { allocations++; return __libc_calloc(n, size); }
void *realloc(void *p, size_t n) { allocations++; return __libc_realloc(p, n); }
void *aligned_alloc(size_t a, size_t n) { allocations++; return __libc_memalign(a, n); }
int posix_memalign(void **p, size_t a, size_t n) { allocations++; return (*p = __libc_memalign(a, n)) ? 0 : 12; }
