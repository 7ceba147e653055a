// The part of ONNX Runtime's C interface that lorac uses, by the positions of its functions.
//
// The library is opened at run time and its header is not needed to build. Its table of functions only ever grows at
// the end, so a position means the same function in every version that has it. Functions return NULL where they
// succeed, else a status that lorac_onnx_release_status must free. Nothing here prints.

#ifndef LORAC_ONNX_H
#define LORAC_ONNX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// More dimensions than any tensor of a picture has.
enum { LORAC_ONNX_MOST_DIMENSIONS = 8 };

// ONNXTensorElementDataType.
typedef enum lorac_onnx_element {
  LORAC_ONNX_FLOAT32 = 1,
  LORAC_ONNX_UINT8 = 2,
  LORAC_ONNX_INT8 = 3,
  LORAC_ONNX_UINT16 = 4,
  LORAC_ONNX_INT16 = 5,
  LORAC_ONNX_INT32 = 6,
  LORAC_ONNX_INT64 = 7,
  LORAC_ONNX_STRING = 8,
  LORAC_ONNX_BOOL = 9,
  LORAC_ONNX_FLOAT16 = 10,
  LORAC_ONNX_FLOAT64 = 11,
  LORAC_ONNX_UINT32 = 12,
  LORAC_ONNX_UINT64 = 13,
  LORAC_ONNX_BFLOAT16 = 16,
} lorac_onnx_element;

typedef struct lorac_onnx_api lorac_onnx_api;
typedef struct lorac_onnx_environment lorac_onnx_environment;
typedef struct lorac_onnx_session lorac_onnx_session;
typedef struct lorac_onnx_status lorac_onnx_status;
typedef struct lorac_onnx_value lorac_onnx_value;

// What goes into or comes out of a model.
typedef struct lorac_onnx_description {
  // Whether it is a tensor; the rest is only filled in if so.
  bool is_tensor;
  // A lorac_onnx_element.
  int element;
  // May exceed LORAC_ONNX_MOST_DIMENSIONS; then only the first ones are in `dimensions`.
  size_t rank;
  // -1 where any size is accepted.
  int64_t dimensions[LORAC_ONNX_MOST_DIMENSIONS];
} lorac_onnx_description;

// The version as the library writes it; NULL if `library`, a handle of dlopen, is no ONNX Runtime.
const char *lorac_onnx_version(void *library);

// The file that `library`, an ONNX Runtime, was loaded from; NULL if the system does not say.
const char *lorac_onnx_path(void *library);

// The functions as of interface version `version` (the y of release x.y.z); NULL if the library does not have it, which
// it also writes to standard error: compare lorac_onnx_version first.
const lorac_onnx_api *lorac_onnx_find_api(void *library, uint32_t version);

int lorac_onnx_status_code(const lorac_onnx_api *api, const lorac_onnx_status *status);
// Belongs to the status.
const char *lorac_onnx_status_message(const lorac_onnx_api *api, const lorac_onnx_status *status);
void lorac_onnx_release_status(const lorac_onnx_api *api, lorac_onnx_status *status);

// An environment that logs only what is fatal, and sends nothing to anyone.
lorac_onnx_status *lorac_onnx_make_environment(const lorac_onnx_api *api, lorac_onnx_environment **result);

// A model's file, ready to run one operation after the other with `threads` threads each.
lorac_onnx_status *lorac_onnx_open_session(
  const lorac_onnx_api *api, const lorac_onnx_environment *environment, const char *path, int threads,
  lorac_onnx_session **result);
void lorac_onnx_release_session(const lorac_onnx_api *api, lorac_onnx_session *session);

lorac_onnx_status *lorac_onnx_count(
  const lorac_onnx_api *api, const lorac_onnx_session *session, bool of_outputs, size_t *result);
// The name is allocated; free() it. NULL where there is no memory.
lorac_onnx_status *lorac_onnx_name(
  const lorac_onnx_api *api, const lorac_onnx_session *session, bool of_outputs, size_t index, char **result);
lorac_onnx_status *lorac_onnx_describe(
  const lorac_onnx_api *api, const lorac_onnx_session *session, bool of_outputs, size_t index,
  lorac_onnx_description *result);

// A tensor with a copy of `bytes` bytes at `data`, which must be those of the shape.
lorac_onnx_status *lorac_onnx_make_tensor(
  const lorac_onnx_api *api, lorac_onnx_element element, const int64_t *dimensions, size_t rank, const void *data,
  size_t bytes, lorac_onnx_value **result);
void lorac_onnx_release_value(const lorac_onnx_api *api, lorac_onnx_value *value);

// Runs the model; on success each of `outputs` must be released.
lorac_onnx_status *lorac_onnx_run(
  const lorac_onnx_api *api, lorac_onnx_session *session, const char *const *input_names,
  const lorac_onnx_value *const *inputs, size_t input_count, const char *const *output_names, size_t output_count,
  lorac_onnx_value **outputs);

// What `value` is, and where its numbers are; they live as long as it does.
lorac_onnx_status *lorac_onnx_read(
  const lorac_onnx_api *api, lorac_onnx_value *value, lorac_onnx_description *description, void **data);

// Float32 to the nearest float16, ties to even, and exactly back.
void lorac_onnx_to_half(const float *source, size_t count, uint16_t *target);
void lorac_onnx_from_half(const uint16_t *source, size_t count, float *target);
void lorac_onnx_from_double(const double *source, size_t count, float *target);

#endif
