/* A PKCS#11 module that wraps another one and goes wrong on request, so that every fault of card, reader and driver can be had in
 * milliseconds inside the real process boundary. At each call it reads the control file (KANTELE_FAULTS) of key=value lines:
 *   absent=1                 no card in the readers
 *   initialize|slots|tokeninfo|opensession|find|login|signinit|sign=ACTION
 *     ACTION: segv, abort, exit, hang, sleepms:N, rv:0xN, garbage, remove (the card leaves at this call until insertion changes)
 *   skip=N                   the action of `sign` waits for N good signatures first
 *   insertion=N              another number: the card is in again
 *   pinpad=1 pinpad_ms=N     the reader has its own keypad; a PIN from the host is refused; pinpad_pin1/pinpad_pin2 are "typed"
 * Wrong PINs are counted for each token: five in a row lock it, with the three flags of PKCS#11. */
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#define CK_PTR *
#define CK_DECLARE_FUNCTION(returnType, name) returnType name
#define CK_DECLARE_FUNCTION_POINTER(returnType, name) returnType(*name)
#define CK_CALLBACK_FUNCTION(returnType, name) returnType(*name)
#ifndef NULL_PTR
#define NULL_PTR 0
#endif
#include <pkcs11/pkcs11.h>

#define TRIES 5
#define MOST 64

static CK_FUNCTION_LIST ours;
static CK_FUNCTION_LIST_PTR real = NULL;
static struct { CK_SLOT_ID slot; int wrong; } counters[MOST];
static int removed = 0;
static char removedAt[32] = "";
static int signatures = 0;

static const char *setting(const char *key, char *out, size_t room) {
  const char *path = getenv("KANTELE_FAULTS");
  FILE *file = path ? fopen(path, "r") : NULL;
  char line[256];
  size_t length = strlen(key);
  out[0] = 0;
  if (!file) return NULL;
  while (fgets(line, sizeof line, file)) {
    line[strcspn(line, "\r\n")] = 0;
    if (strncmp(line, key, length) == 0 && line[length] == '=') {
      snprintf(out, room, "%s", line + length + 1);
      fclose(file);
      return out;
    }
  }
  fclose(file);
  return NULL;
}

static int isSet(const char *key) {
  char value[64];
  return setting(key, value, sizeof value) && strcmp(value, "1") == 0;
}

static int absent(void) {
  char now[32];
  if (removed) {
    setting("insertion", now, sizeof now);
    if (strcmp(now, removedAt) != 0) removed = 0;
  }
  return removed || isSet("absent");
}

/* What is asked for at this call: CKR_OK to go on, a return value, or no return at all. `garbage` is left to the caller. */
static CK_RV act(const char *call, int *garbage) {
  char value[64];
  if (garbage) *garbage = 0;
  if (!setting(call, value, sizeof value)) return CKR_OK;
  if (strcmp(value, "segv") == 0) raise(SIGSEGV);
  if (strcmp(value, "abort") == 0) abort();
  if (strcmp(value, "exit") == 0) _exit(3);
  if (strcmp(value, "hang") == 0) for (;;) pause();
  if (strncmp(value, "sleepms:", 8) == 0) usleep((useconds_t)atoi(value + 8) * 1000);
  if (strncmp(value, "rv:", 3) == 0) return strtoul(value + 3, NULL, 0);
  if (strcmp(value, "garbage") == 0 && garbage) *garbage = 1;
  if (strcmp(value, "remove") == 0) {
    removed = 1;
    setting("insertion", removedAt, sizeof removedAt);
    return CKR_DEVICE_REMOVED;
  }
  return CKR_OK;
}

static int *wrongOf(CK_SLOT_ID slot) {
  for (int place = 0; place < MOST; place++) {
    if (counters[place].slot == slot + 1) return &counters[place].wrong;
    if (counters[place].slot == 0) {
      counters[place].slot = slot + 1;
      return &counters[place].wrong;
    }
  }
  return &counters[0].wrong;
}

static CK_RV initialize(CK_VOID_PTR args) {
  CK_RV rv = act("initialize", NULL);
  return rv != CKR_OK ? rv : real->C_Initialize(args);
}

static CK_RV getSlotList(CK_BBOOL present, CK_SLOT_ID_PTR list, CK_ULONG_PTR count) {
  int garbage;
  CK_RV rv = act("slots", &garbage);
  if (rv != CKR_OK) return rv;
  rv = real->C_GetSlotList(present, list, count);
  if (garbage && list) for (CK_ULONG place = 0; place < *count; place++) list[place] = 0x5a5a5a5a + place;
  return rv;
}

static CK_RV getSlotInfo(CK_SLOT_ID slot, CK_SLOT_INFO_PTR info) {
  CK_RV rv = real->C_GetSlotInfo(slot, info);
  if (rv == CKR_OK && absent()) info->flags &= ~(CK_FLAGS)CKF_TOKEN_PRESENT;
  return rv;
}

static CK_RV getTokenInfo(CK_SLOT_ID slot, CK_TOKEN_INFO_PTR info) {
  int garbage, wrong = *wrongOf(slot);
  CK_RV rv = act("tokeninfo", &garbage);
  if (rv != CKR_OK) return rv;
  if (absent()) return CKR_TOKEN_NOT_PRESENT;
  rv = real->C_GetTokenInfo(slot, info);
  if (rv != CKR_OK) return rv;
  info->flags &= ~(CK_FLAGS)(CKF_USER_PIN_COUNT_LOW | CKF_USER_PIN_FINAL_TRY | CKF_USER_PIN_LOCKED);
  if (wrong > 0) info->flags |= CKF_USER_PIN_COUNT_LOW;
  if (wrong == TRIES - 1) info->flags |= CKF_USER_PIN_FINAL_TRY;
  if (wrong >= TRIES) info->flags |= CKF_USER_PIN_LOCKED;
  if (isSet("pinpad")) info->flags |= CKF_PROTECTED_AUTHENTICATION_PATH;
  if (isSet("notactivated")) info->flags &= ~(CK_FLAGS)CKF_USER_PIN_INITIALIZED;
  if (garbage) memset(info, 0xff, sizeof *info);
  return CKR_OK;
}

static CK_RV openSession(CK_SLOT_ID slot, CK_FLAGS flags, CK_VOID_PTR app, CK_NOTIFY notify, CK_SESSION_HANDLE_PTR session) {
  CK_RV rv = act("opensession", NULL);
  if (rv != CKR_OK) return rv;
  return absent() ? CKR_TOKEN_NOT_PRESENT : real->C_OpenSession(slot, flags, app, notify, session);
}

static CK_RV findObjectsInit(CK_SESSION_HANDLE session, CK_ATTRIBUTE_PTR template, CK_ULONG count) {
  CK_RV rv = act("find", NULL);
  return rv != CKR_OK ? rv : real->C_FindObjectsInit(session, template, count);
}

static CK_RV login(CK_SESSION_HANDLE session, CK_USER_TYPE user, CK_UTF8CHAR_PTR pin, CK_ULONG length) {
  CK_SESSION_INFO info;
  CK_TOKEN_INFO token;
  char typed[64], wait[64];
  int *wrong;
  CK_RV rv = act("login", NULL);
  if (rv != CKR_OK) return rv;
  if (absent()) return CKR_DEVICE_REMOVED;
  if ((rv = real->C_GetSessionInfo(session, &info)) != CKR_OK) return rv;
  wrong = wrongOf(info.slotID);
  if (*wrong >= TRIES) return CKR_PIN_LOCKED;
  if (isSet("pinpad")) {
    if (pin != NULL || length != 0) return CKR_ARGUMENTS_BAD;
    if (setting("pinpad_ms", wait, sizeof wait)) usleep((useconds_t)atoi(wait) * 1000);
    if (absent()) return CKR_DEVICE_REMOVED;
    if ((rv = real->C_GetTokenInfo(info.slotID, &token)) != CKR_OK) return rv;
    const char *key = memmem(token.label, sizeof token.label, "(PIN1)", 6) ? "pinpad_pin1" : "pinpad_pin2";
    if (!setting(key, typed, sizeof typed)) return CKR_FUNCTION_CANCELED;
    pin = (CK_UTF8CHAR_PTR)typed;
    length = strlen(typed);
  }
  rv = real->C_Login(session, user, pin, length);
  if (rv == CKR_OK) *wrong = 0;
  if (rv == CKR_PIN_INCORRECT && ++*wrong >= TRIES) return CKR_PIN_LOCKED;
  return rv;
}

static CK_RV signInit(CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism, CK_OBJECT_HANDLE key) {
  CK_RV rv = act("signinit", NULL);
  if (rv != CKR_OK) return rv;
  return absent() ? CKR_DEVICE_REMOVED : real->C_SignInit(session, mechanism, key);
}

static CK_RV sign(CK_SESSION_HANDLE session, CK_BYTE_PTR data, CK_ULONG length, CK_BYTE_PTR out, CK_ULONG_PTR outLength) {
  char skip[64];
  int garbage = 0;
  if (!setting("skip", skip, sizeof skip) || signatures >= atoi(skip)) {
    CK_RV rv = act("sign", &garbage);
    if (rv != CKR_OK) return rv;
  }
  if (absent()) return CKR_DEVICE_REMOVED;
  CK_RV rv = real->C_Sign(session, data, length, out, outLength);
  if (rv == CKR_OK) signatures++;
  if (garbage) *outLength = (CK_ULONG)0x7ffffff0;
  return rv;
}

static CK_RV waitForSlotEvent(CK_FLAGS flags, CK_SLOT_ID_PTR slot, CK_VOID_PTR reserved) {
  (void)flags, (void)slot, (void)reserved;
  return CKR_NO_EVENT;
}

__attribute__((visibility("default"))) CK_RV C_GetFunctionList(CK_FUNCTION_LIST_PTR_PTR list) {
  if (!real) {
    const char *path = getenv("KANTELE_WRAPPED");
    void *module = path ? dlopen(path, RTLD_NOW | RTLD_LOCAL) : NULL;
    CK_C_GetFunctionList find = module ? (CK_C_GetFunctionList)dlsym(module, "C_GetFunctionList") : NULL;
    if (!find || find(&real) != CKR_OK) return CKR_GENERAL_ERROR;
    ours = *real;
    ours.C_GetFunctionList = C_GetFunctionList;
    ours.C_Initialize = initialize;
    ours.C_GetSlotList = getSlotList;
    ours.C_GetSlotInfo = getSlotInfo;
    ours.C_GetTokenInfo = getTokenInfo;
    ours.C_OpenSession = openSession;
    ours.C_FindObjectsInit = findObjectsInit;
    ours.C_Login = login;
    ours.C_SignInit = signInit;
    ours.C_Sign = sign;
    ours.C_WaitForSlotEvent = waitForSlotEvent;
  }
  *list = &ours;
  return CKR_OK;
}
