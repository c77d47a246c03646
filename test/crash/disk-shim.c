/*
 * Stands between a process and its disk (LD_PRELOAD): records every write, truncation, sync and removal of the files below one
 * folder, in order, and makes chosen ones fail. SQLite goes through these calls of libc, so nothing of it is replaced.
 *   KANTELE_SHIM_DIR  the folder that is watched
 *   KANTELE_SHIM_LOG  where the record goes (optional)
 * Writing to a file named `arm` below the folder sets the fault: `sync N`, `write N` (the N-th from now gives EIO),
 * `space N` (ENOSPC once N more bytes are written), `none`.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define FDS 4096
#define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

static char *watched[FDS];
static int log_fd = -2;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char fault = 'n';
static long left = 0;

static ssize_t raw_write(int fd, const void *buf, size_t n) { REAL(write); return real(fd, buf, n); }

static void note(char op, const char *path, uint64_t offset, const void *data, uint32_t size) {
  if (log_fd == -1) return;
  pthread_mutex_lock(&lock);
  if (log_fd == -2) {
    const char *to = getenv("KANTELE_SHIM_LOG");
    static int (*real_open)(const char *, int, ...);
    if (!real_open) real_open = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
    log_fd = to ? real_open(to, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
  }
  if (log_fd >= 0) {
    uint16_t length = (uint16_t)strlen(path);
    unsigned char head[15];
    head[0] = (unsigned char)op;
    memcpy(head + 1, &length, 2);
    memcpy(head + 3, &offset, 8);
    memcpy(head + 11, &size, 4);
    raw_write(log_fd, head, sizeof head);
    raw_write(log_fd, path, length);
    if (size) raw_write(log_fd, data, size);
  }
  pthread_mutex_unlock(&lock);
}

static const char *below(const char *path) {
  const char *dir = getenv("KANTELE_SHIM_DIR");
  if (!dir || !path || strncmp(path, dir, strlen(dir)) != 0 || strstr(path, "-shm")) return NULL;
  return path + strlen(dir);
}

static void opened(int fd, const char *path, int flags) {
  const char *name = below(path);
  if (fd < 0 || fd >= FDS || !name || (flags & O_DIRECTORY)) return;
  free(watched[fd]);
  watched[fd] = strdup(name);
  if (flags & (O_CREAT | O_TRUNC)) note('C', name, 0, NULL, 0);
  if (flags & O_TRUNC) note('T', name, 0, NULL, 0);
}

static const char *of(int fd) { return fd >= 0 && fd < FDS ? watched[fd] : NULL; }

/* The errno of a call that is to fail, or 0. */
static int failing(char kind, size_t bytes) {
  if (fault == 'x' && kind == 'w') {
    left -= (long)bytes;
    return left < 0 ? ENOSPC : 0;
  }
  if (fault != kind || left <= 0) return 0;
  left -= 1;
  return left == 0 ? EIO : 0;
}

static void arm(const char *text, size_t size) {
  char copy[64] = {0};
  memcpy(copy, text, size < 63 ? size : 63);
  fault = strncmp(copy, "sync", 4) == 0 ? 's' : strncmp(copy, "write", 5) == 0 ? 'w' : strncmp(copy, "space", 5) == 0 ? 'x' : 'n';
  const char *number = strchr(copy, ' ');
  left = number ? atol(number) : 0;
}

static int is_arm(const char *name) {
  size_t n = strlen(name);
  return n >= 4 && strcmp(name + n - 4, "/arm") == 0;
}

#define OPEN(NAME)                                       \
  int NAME(const char *path, int flags, ...) {           \
    REAL(NAME);                                          \
    va_list rest; va_start(rest, flags);                 \
    mode_t mode = va_arg(rest, mode_t); va_end(rest);    \
    int fd = real(path, flags, mode);                    \
    opened(fd, path, flags);                             \
    return fd;                                           \
  }
OPEN(open)
OPEN(open64)

int close(int fd) {
  REAL(close);
  if (fd >= 0 && fd < FDS) { free(watched[fd]); watched[fd] = NULL; }
  return real(fd);
}

#define PWRITE(NAME, OFF)                                                  \
  ssize_t NAME(int fd, const void *buf, size_t n, OFF at) {                \
    REAL(NAME);                                                            \
    const char *name = of(fd);                                             \
    if (!name) return real(fd, buf, n, at);                                \
    int bad = failing('w', n);                                             \
    if (bad) { errno = bad; return -1; }                                   \
    ssize_t done = real(fd, buf, n, at);                                   \
    if (done > 0) note('W', name, (uint64_t)at, buf, (uint32_t)done);      \
    return done;                                                           \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int fd, const void *buf, size_t n) {
  REAL(write);
  const char *name = of(fd);
  if (!name) return real(fd, buf, n);
  if (is_arm(name)) { arm(buf, n); return (ssize_t)n; }
  off_t at = lseek(fd, 0, SEEK_CUR);
  ssize_t done = real(fd, buf, n);
  if (done > 0) note('W', name, (uint64_t)at, buf, (uint32_t)done);
  return done;
}

#define TRUNCATE(NAME, OFF)                                     \
  int NAME(int fd, OFF size) {                                  \
    REAL(NAME);                                                 \
    int result = real(fd, size);                                \
    if (result == 0 && of(fd)) note('T', of(fd), (uint64_t)size, NULL, 0); \
    return result;                                              \
  }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define SYNC(NAME)                                        \
  int NAME(int fd) {                                      \
    REAL(NAME);                                           \
    const char *name = of(fd);                            \
    if (!name) return real(fd);                           \
    if (failing('s', 0)) { errno = EIO; return -1; }      \
    note('S', name, 0, NULL, 0);                          \
    return 0;                                             \
  }
SYNC(fsync)
SYNC(fdatasync)

int unlink(const char *path) {
  REAL(unlink);
  int result = real(path);
  if (result == 0 && below(path)) note('U', below(path), 0, NULL, 0);
  return result;
}

int rename(const char *from, const char *to) {
  REAL(rename);
  int result = real(from, to);
  if (result == 0 && below(from) && below(to)) note('R', below(from), 0, below(to), (uint32_t)strlen(below(to)));
  return result;
}
