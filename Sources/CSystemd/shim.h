// Without it the header replaces the send functions by macros that add the place in a C file.
#define SD_JOURNAL_SUPPRESS_LOCATION
#include <systemd/sd-journal.h>
