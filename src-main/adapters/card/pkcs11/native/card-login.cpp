// The two things that pkcs11js cannot do, over the same loaded module:
//  - C_Login with a NULL PIN, by which a reader is told to take the PIN from its own keypad (PKCS #11 v2.40, 5.6 and
//    CKF_PROTECTED_AUTHENTICATION_PATH), and with the PIN as bytes, so that it never becomes a JavaScript string, which nobody
//    can wipe;
//  - core dumps off for this process, because a dump would hold a typed PIN.
#include <node_api.h>
#include <cstdio>
#include <cstring>
#include <vector>

#ifdef _WIN32
#include <windows.h>
#pragma pack(push, cryptoki, 1)
#endif
#include <pkcs11/pkcs11.h>
#ifdef _WIN32
#pragma pack(pop, cryptoki)
#else
#include <dlfcn.h>
#include <sys/resource.h>
#endif
#ifdef __linux__
#include <sys/prctl.h>
#endif

static CK_FUNCTION_LIST_PTR functions = nullptr;

static napi_value refuse(napi_env env, const char *why)
{
  napi_throw_error(env, nullptr, why);
  return nullptr;
}

// The module is loaded already: this finds the same one again and does not load a second.
static CK_C_GetFunctionList findFunctionList(const char *path)
{
#ifdef _WIN32
  int length = MultiByteToWideChar(CP_UTF8, 0, path, -1, nullptr, 0);
  std::vector<wchar_t> wide(length > 0 ? length : 1);
  if (length <= 0 || MultiByteToWideChar(CP_UTF8, 0, path, -1, wide.data(), length) != length)
    return nullptr;
  HMODULE module = LoadLibraryExW(wide.data(), nullptr, LOAD_WITH_ALTERED_SEARCH_PATH);
  return module ? reinterpret_cast<CK_C_GetFunctionList>(GetProcAddress(module, "C_GetFunctionList")) : nullptr;
#else
  void *module = dlopen(path, RTLD_LAZY | RTLD_LOCAL);
  return module ? reinterpret_cast<CK_C_GetFunctionList>(dlsym(module, "C_GetFunctionList")) : nullptr;
#endif
}

// open(path: string): void
static napi_value Open(napi_env env, napi_callback_info info)
{
  size_t count = 1;
  napi_value given[1];
  size_t length = 0;
  napi_get_cb_info(env, info, &count, given, nullptr, nullptr);
  if (count < 1 || napi_get_value_string_utf8(env, given[0], nullptr, 0, &length) != napi_ok)
    return refuse(env, "a path is needed");
  std::vector<char> path(length + 1);
  napi_get_value_string_utf8(env, given[0], path.data(), length + 1, &length);
  CK_C_GetFunctionList list = findFunctionList(path.data());
  if (list == nullptr || list(&functions) != CKR_OK || functions == nullptr)
    return refuse(env, "no PKCS#11 module");
  return nullptr;
}

// login(session: Uint8Array, userType: number, pin: Uint8Array | null): number, the CK_RV. The bytes are the caller's to wipe.
static napi_value Login(napi_env env, napi_callback_info info)
{
  size_t count = 3;
  napi_value given[3];
  napi_get_cb_info(env, info, &count, given, nullptr, nullptr);
  if (functions == nullptr || count < 3)
    return refuse(env, "not opened");
  void *handle = nullptr;
  size_t handleLength = 0;
  uint32_t userType = 0;
  if (napi_get_typedarray_info(env, given[0], nullptr, &handleLength, &handle, nullptr, nullptr) != napi_ok ||
      handleLength != sizeof(CK_SESSION_HANDLE) || napi_get_value_uint32(env, given[1], &userType) != napi_ok)
    return refuse(env, "session and user type are needed");
  CK_SESSION_HANDLE session;
  memcpy(&session, handle, sizeof session);

  napi_valuetype type;
  napi_typeof(env, given[2], &type);
  void *pin = nullptr;
  size_t pinLength = 0;
  if (type != napi_null && napi_get_typedarray_info(env, given[2], nullptr, &pinLength, &pin, nullptr, nullptr) != napi_ok)
    return refuse(env, "the PIN is bytes or null");
  CK_RV rv = functions->C_Login(session, static_cast<CK_USER_TYPE>(userType), type == napi_null ? nullptr : static_cast<CK_UTF8CHAR_PTR>(pin),
                                static_cast<CK_ULONG>(type == napi_null ? 0 : pinLength));
  napi_value result;
  napi_create_double(env, static_cast<double>(rv), &result);
  return result;
}

// forbidCoreDumps(): boolean, false where the system has no such switch.
static napi_value ForbidCoreDumps(napi_env env, napi_callback_info)
{
  bool done = false;
#ifndef _WIN32
  struct rlimit none = {0, 0};
  done = setrlimit(RLIMIT_CORE, &none) == 0;
#endif
#ifdef __linux__
  done = prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 && done;
#endif
  napi_value result;
  napi_get_boolean(env, done, &result);
  return result;
}

static napi_value Init(napi_env env, napi_value exports)
{
  napi_property_descriptor members[] = {
      {"open", nullptr, Open, nullptr, nullptr, nullptr, napi_default, nullptr},
      {"login", nullptr, Login, nullptr, nullptr, nullptr, napi_default, nullptr},
      {"forbidCoreDumps", nullptr, ForbidCoreDumps, nullptr, nullptr, nullptr, napi_default, nullptr},
  };
  napi_define_properties(env, exports, 3, members);
  return exports;
}

NAPI_MODULE(card_login, Init)
