#ifndef LORAC_OPENBLAS_SHIM_H
#define LORAC_OPENBLAS_SHIM_H
#include <cblas.h>
#endif
