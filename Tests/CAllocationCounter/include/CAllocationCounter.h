#ifndef C_ALLOCATION_COUNTER_H
#define C_ALLOCATION_COUNTER_H

#include <stddef.h>
#include <stdint.h>

/// The allocations that the calling thread has made since it started: malloc and its kin, the Swift runtime's included.
uint64_t wg_thread_allocations(void);

#endif
