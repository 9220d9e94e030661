/// Report lines of a test program, as the case that runs it expects them.
#ifndef REPORT_H
#define REPORT_H

#include <stdio.h>
#include <string.h>

static int failures;

static inline void check_number(const char *rule, long expected, long seen) {
  if (seen == expected) {
    printf("ok - %s\n", rule);
  } else {
    printf("not ok - %s\n  expected: %ld\n  seen:     %ld\n", rule, expected, seen);
    failures++;
  }
  fflush(stdout);
}

static inline void check_text(const char *rule, const char *expected, const char *seen) {
  if (strcmp(expected, seen) == 0) {
    printf("ok - %s\n", rule);
  } else {
    printf("not ok - %s\n  expected: %s\n  seen:     %s\n", rule, expected, seen);
    failures++;
  }
  fflush(stdout);
}

static inline int finish(void) {
  // The lines above already say what failed; another exit status would say it twice.
  return failures > 100;
}

#endif
