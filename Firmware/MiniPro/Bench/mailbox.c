#include "mailbox.h"

// 0: state (1 job there, 2 taken, 3 found, 4 not found); 1-62 job; 64-67 answer. 
volatile uint8_t mailbox[72];
