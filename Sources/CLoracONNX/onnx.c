#define _GNU_SOURCE
#include "lorac_onnx.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

typedef lorac_onnx_status status;

// Where in the table of functions (OrtApi) each one stands, counted from 0.
enum {
  GET_ERROR_CODE = 1,
  GET_ERROR_MESSAGE = 2,
  CREATE_ENV = 3,
  DISABLE_TELEMETRY_EVENTS = 6,
  CREATE_SESSION = 7,
  RUN = 9,
  CREATE_SESSION_OPTIONS = 10,
  SET_SESSION_EXECUTION_MODE = 13,
  SET_SESSION_LOG_SEVERITY_LEVEL = 22,
  SET_INTRA_OP_NUM_THREADS = 24,
  SET_INTER_OP_NUM_THREADS = 25,
  SESSION_GET_INPUT_COUNT = 30,
  SESSION_GET_OUTPUT_COUNT = 31,
  SESSION_GET_INPUT_TYPE_INFO = 33,
  SESSION_GET_OUTPUT_TYPE_INFO = 34,
  SESSION_GET_INPUT_NAME = 36,
  SESSION_GET_OUTPUT_NAME = 37,
  CREATE_TENSOR_AS_ORT_VALUE = 48,
  IS_TENSOR = 50,
  GET_TENSOR_MUTABLE_DATA = 51,
  CAST_TYPE_INFO_TO_TENSOR_INFO = 55,
  GET_TENSOR_ELEMENT_TYPE = 60,
  GET_DIMENSIONS_COUNT = 61,
  GET_DIMENSIONS = 62,
  GET_TENSOR_TYPE_AND_SHAPE = 65,
  ALLOCATOR_FREE = 76,
  GET_ALLOCATOR_WITH_DEFAULT_OPTIONS = 78,
  RELEASE_ENV = 92,
  RELEASE_STATUS = 93,
  RELEASE_SESSION = 95,
  RELEASE_VALUE = 96,
  RELEASE_TYPE_INFO = 98,
  RELEASE_TENSOR_TYPE_AND_SHAPE_INFO = 99,
  RELEASE_SESSION_OPTIONS = 100,
};

// OrtLoggingLevel's last; errors come back as a status.
enum { FATAL_ONLY = 4 };
// ExecutionMode's first.
enum { SEQUENTIAL = 0 };

typedef struct base {
  const lorac_onnx_api *(*get_api)(uint32_t);
  const char *(*get_version)(void);
} base;

static void *at(const lorac_onnx_api *api, int position) { return ((void *const *)api)[position]; }

// `CALL(status *, position, parameter types)(arguments)`.
#define CALL(result, position, ...) ((result(*)(__VA_ARGS__))at(api, position))

static const base *find_base(void *library) {
  const base *(*get_base)(void) = (const base *(*)(void))dlsym(library, "OrtGetApiBase");
  return get_base == NULL ? NULL : get_base();
}

const char *lorac_onnx_version(void *library) {
  const base *found = find_base(library);
  return found == NULL ? NULL : found->get_version();
}

const char *lorac_onnx_path(void *library) {
  Dl_info place;
  return dladdr(dlsym(library, "OrtGetApiBase"), &place) == 0 ? NULL : place.dli_fname;
}

const lorac_onnx_api *lorac_onnx_find_api(void *library, uint32_t version) {
  const base *found = find_base(library);
  return found == NULL ? NULL : found->get_api(version);
}

int lorac_onnx_status_code(const lorac_onnx_api *api, const status *failure) {
  return CALL(int, GET_ERROR_CODE, const status *)(failure);
}

const char *lorac_onnx_status_message(const lorac_onnx_api *api, const status *failure) {
  return CALL(const char *, GET_ERROR_MESSAGE, const status *)(failure);
}

void lorac_onnx_release_status(const lorac_onnx_api *api, status *failure) {
  CALL(void, RELEASE_STATUS, status *)(failure);
}

status *lorac_onnx_make_environment(const lorac_onnx_api *api, lorac_onnx_environment **result) {
  status *failure =
    CALL(status *, CREATE_ENV, int, const char *, lorac_onnx_environment **)(FATAL_ONLY, "lorac", result);
  if (failure != NULL) return failure;
  failure = CALL(status *, DISABLE_TELEMETRY_EVENTS, const lorac_onnx_environment *)(*result);
  if (failure != NULL) CALL(void, RELEASE_ENV, lorac_onnx_environment *)(*result);
  return failure;
}

status *lorac_onnx_open_session(
  const lorac_onnx_api *api, const lorac_onnx_environment *environment, const char *path, int threads,
  lorac_onnx_session **result) {
  void *options = NULL;
  status *failure = CALL(status *, CREATE_SESSION_OPTIONS, void **)(&options);
  if (failure != NULL) return failure;
  const struct {
    int position, value;
  } choices[] = {
    {SET_SESSION_EXECUTION_MODE, SEQUENTIAL},
    {SET_SESSION_LOG_SEVERITY_LEVEL, FATAL_ONLY},
    {SET_INTRA_OP_NUM_THREADS, threads},
    {SET_INTER_OP_NUM_THREADS, 1},
  };
  for (size_t i = 0; failure == NULL && i < sizeof choices / sizeof *choices; i++) {
    failure = CALL(status *, choices[i].position, void *, int)(options, choices[i].value);
  }
  if (failure == NULL) {
    failure = CALL(
      status *, CREATE_SESSION, const lorac_onnx_environment *, const char *, const void *, lorac_onnx_session **)(
      environment, path, options, result);
  }
  CALL(void, RELEASE_SESSION_OPTIONS, void *)(options);
  return failure;
}

void lorac_onnx_release_session(const lorac_onnx_api *api, lorac_onnx_session *session) {
  CALL(void, RELEASE_SESSION, lorac_onnx_session *)(session);
}

status *lorac_onnx_count(
  const lorac_onnx_api *api, const lorac_onnx_session *session, bool of_outputs, size_t *result) {
  int position = of_outputs ? SESSION_GET_OUTPUT_COUNT : SESSION_GET_INPUT_COUNT;
  return CALL(status *, position, const lorac_onnx_session *, size_t *)(session, result);
}

static status *find_allocator(const lorac_onnx_api *api, void **allocator) {
  return CALL(status *, GET_ALLOCATOR_WITH_DEFAULT_OPTIONS, void **)(allocator);
}

status *lorac_onnx_name(
  const lorac_onnx_api *api, const lorac_onnx_session *session, bool of_outputs, size_t index, char **result) {
  void *allocator = NULL;
  status *failure = find_allocator(api, &allocator);
  if (failure != NULL) return failure;
  char *name = NULL;
  int position = of_outputs ? SESSION_GET_OUTPUT_NAME : SESSION_GET_INPUT_NAME;
  failure =
    CALL(status *, position, const lorac_onnx_session *, size_t, void *, char **)(session, index, allocator, &name);
  if (failure != NULL) return failure;
  *result = strdup(name);
  return CALL(status *, ALLOCATOR_FREE, void *, void *)(allocator, name);
}

// `shape` is an OrtTensorTypeAndShapeInfo.
static status *read_shape(const lorac_onnx_api *api, const void *shape, lorac_onnx_description *result) {
  status *failure = CALL(status *, GET_TENSOR_ELEMENT_TYPE, const void *, int *)(shape, &result->element);
  if (failure == NULL) failure = CALL(status *, GET_DIMENSIONS_COUNT, const void *, size_t *)(shape, &result->rank);
  if (failure != NULL) return failure;
  size_t count = result->rank < LORAC_ONNX_MOST_DIMENSIONS ? result->rank : LORAC_ONNX_MOST_DIMENSIONS;
  return CALL(status *, GET_DIMENSIONS, const void *, int64_t *, size_t)(shape, result->dimensions, count);
}

status *lorac_onnx_describe(
  const lorac_onnx_api *api, const lorac_onnx_session *session, bool of_outputs, size_t index,
  lorac_onnx_description *result) {
  *result = (lorac_onnx_description){0};
  void *type = NULL;
  int position = of_outputs ? SESSION_GET_OUTPUT_TYPE_INFO : SESSION_GET_INPUT_TYPE_INFO;
  status *failure = CALL(status *, position, const lorac_onnx_session *, size_t, void **)(session, index, &type);
  if (failure != NULL) return failure;
  // Belongs to the type; NULL if it is no tensor.
  const void *shape = NULL;
  failure = CALL(status *, CAST_TYPE_INFO_TO_TENSOR_INFO, const void *, const void **)(type, &shape);
  if (failure == NULL && shape != NULL) {
    result->is_tensor = true;
    failure = read_shape(api, shape, result);
  }
  CALL(void, RELEASE_TYPE_INFO, void *)(type);
  return failure;
}

status *lorac_onnx_make_tensor(
  const lorac_onnx_api *api, lorac_onnx_element element, const int64_t *dimensions, size_t rank, const void *data,
  size_t bytes, lorac_onnx_value **result) {
  void *allocator = NULL;
  status *failure = find_allocator(api, &allocator);
  if (failure != NULL) return failure;
  failure = CALL(status *, CREATE_TENSOR_AS_ORT_VALUE, void *, const int64_t *, size_t, int, lorac_onnx_value **)(
    allocator, dimensions, rank, (int)element, result);
  if (failure != NULL) return failure;
  void *target = NULL;
  failure = CALL(status *, GET_TENSOR_MUTABLE_DATA, lorac_onnx_value *, void **)(*result, &target);
  if (failure == NULL) {
    if (bytes > 0) memcpy(target, data, bytes);
  } else {
    lorac_onnx_release_value(api, *result);
  }
  return failure;
}

void lorac_onnx_release_value(const lorac_onnx_api *api, lorac_onnx_value *value) {
  CALL(void, RELEASE_VALUE, lorac_onnx_value *)(value);
}

status *lorac_onnx_run(
  const lorac_onnx_api *api, lorac_onnx_session *session, const char *const *input_names,
  const lorac_onnx_value *const *inputs, size_t input_count, const char *const *output_names, size_t output_count,
  lorac_onnx_value **outputs) {
  for (size_t i = 0; i < output_count; i++) outputs[i] = NULL;
  return CALL(
    status *, RUN, lorac_onnx_session *, const void *, const char *const *, const lorac_onnx_value *const *, size_t,
    const char *const *, size_t, lorac_onnx_value **)(
    session, NULL, input_names, inputs, input_count, output_names, output_count, outputs);
}

status *lorac_onnx_read(
  const lorac_onnx_api *api, lorac_onnx_value *value, lorac_onnx_description *description, void **data) {
  *description = (lorac_onnx_description){0};
  int is_tensor = 0;
  status *failure = CALL(status *, IS_TENSOR, const lorac_onnx_value *, int *)(value, &is_tensor);
  if (failure != NULL || is_tensor == 0) return failure;
  description->is_tensor = true;
  void *shape = NULL;
  failure = CALL(status *, GET_TENSOR_TYPE_AND_SHAPE, const lorac_onnx_value *, void **)(value, &shape);
  if (failure != NULL) return failure;
  failure = read_shape(api, shape, description);
  CALL(void, RELEASE_TENSOR_TYPE_AND_SHAPE_INFO, void *)(shape);
  if (failure != NULL) return failure;
  return CALL(status *, GET_TENSOR_MUTABLE_DATA, lorac_onnx_value *, void **)(value, data);
}
