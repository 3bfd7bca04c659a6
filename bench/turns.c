/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Loaded into recoupd by longest-gap.py: how much processor time the main thread needs from one
 * poll to the next, which is one turn of its loop. Other programs on the machine do not count, nor
 * does waiting for the disk. The longest so far is kept in a file that both map. */

#include <dlfcn.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

typedef int (*Poll) (struct pollfd *fds, nfds_t n, int timeout_msec);

static Poll next_poll;
static uint64_t *longest_nsec; /* mapped; NULL if there is no file */
static uint64_t begun_nsec;    /* when the turn began, 0 before the first */

__attribute__ ((constructor)) static void
begin (void)
{
  const char *path = getenv ("TURNS_FILE");
  next_poll = (Poll) dlsym (RTLD_NEXT, "poll");
  int fd = path != NULL ? open (path, O_RDWR | O_CLOEXEC) : -1;
  if (fd < 0)
    return;
  void *map = mmap (NULL, sizeof *longest_nsec, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  longest_nsec = map != MAP_FAILED ? map : NULL;
  (void) close (fd); /* it was only mapped */
}

static uint64_t
now (void)
{
  struct timespec time;
  (void) clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time); /* cannot fail */
  return (uint64_t) time.tv_sec * 1000000000 + (uint64_t) time.tv_nsec;
}

/* What the program calls poll(). */
int counted_poll (struct pollfd *fds, nfds_t n, int timeout_msec) __asm__("poll");

int
counted_poll (struct pollfd *fds, nfds_t n, int timeout_msec)
{
  if (longest_nsec == NULL || syscall (SYS_gettid) != getpid ())
    return next_poll (fds, n, timeout_msec);
  uint64_t took = begun_nsec != 0 ? now () - begun_nsec : 0;
  if (took > __atomic_load_n (longest_nsec, __ATOMIC_RELAXED))
    __atomic_store_n (longest_nsec, took, __ATOMIC_RELAXED);
  int result = next_poll (fds, n, timeout_msec);
  begun_nsec = now ();
  return result;
}
