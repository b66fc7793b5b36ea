# The CUDA engine: of each native/cuda/*.cu a module of PTX, in a fatbin that the driver takes apart. One PTX, of the
# oldest processor that nvcc still knows, is what is compiled for all others, here or by the driver on first use.
#
#   cmake ... -DEVOX_CUDA_ARCHITECTURES="75;80;86;89;90;100;120"     machine code besides: 24 s of processor time each
file(GLOB EVOX_CUDA_SOURCES CONFIGURE_DEPENDS native/cuda/*.cu)
set(EVOX_CUDA_ARCHITECTURES "" CACHE STRING "processors to compile machine code for")
set(EVOX_CUDA_DEFINITIONS EVOX_CUDA EVOX_ENGINE=cuda)

find_program(EVOX_NVCC nvcc PATHS /usr/local/cuda/bin)
find_program(EVOX_PTXAS ptxas PATHS /usr/local/cuda/bin)
find_program(EVOX_FATBINARY fatbinary PATHS /usr/local/cuda/bin)

# Older ones know neither how kernels take their arguments here nor how modules are packed: those modules are left to NVRTC
# and must not keep the processor's kernels from being built.
set(EVOX_LEAST_NVCC 12.4)
if(EVOX_NVCC AND EVOX_PTXAS AND EVOX_FATBINARY)
  execute_process(COMMAND ${EVOX_NVCC} --version OUTPUT_VARIABLE said ERROR_VARIABLE said)
  string(REGEX MATCH "release ([0-9.]+)" release "${said}")
  set(release "${CMAKE_MATCH_1}")
  execute_process(COMMAND ${EVOX_FATBINARY} --help OUTPUT_VARIABLE said ERROR_VARIABLE said)
  if(release VERSION_LESS EVOX_LEAST_NVCC OR NOT said MATCHES "--compress-mode")
    message(STATUS "nvcc must be ${EVOX_LEAST_NVCC} or newer to build kernels for CUDA, got ${release} at ${EVOX_NVCC}; "
        "without it NVRTC compiles them on first use")
    set(EVOX_BUILDS_CUDA NO)
  else()
    set(EVOX_BUILDS_CUDA YES)
  endif()
endif()

if(EVOX_BUILDS_CUDA)
  set(cuda ${CMAKE_BINARY_DIR}/cuda)
  set(modules ${EVOX_RESOURCES}/native/cuda)
  add_custom_target(cuda ALL)
  file(MAKE_DIRECTORY ${cuda} ${modules})
  foreach(source IN LISTS EVOX_CUDA_SOURCES)
    get_filename_component(module ${source} NAME_WE)
    set(ptx ${cuda}/${module}.ptx)
    list(TRANSFORM EVOX_CUDA_DEFINITIONS PREPEND -D OUTPUT_VARIABLE definitions)
    # 1675: GCC's pragmas mean nothing to nvcc, which unrolls these loops by itself.
    # PTX 7.8 suffices for what is used, so that every driver for CUDA 12 takes it, and not those of nvcc's year alone.
    add_custom_command(OUTPUT ${ptx} VERBATIM
        COMMAND ${EVOX_NVCC} -std=c++17 -O3 --fmad=false -ptx -arch=compute_75 -diag-suppress 1675 ${definitions}
            -I${CMAKE_SOURCE_DIR}/native -MD -MF ${ptx}.d -MT ${ptx} -o ${ptx} ${source}
        COMMAND sed -i "s/^[.]version .*/.version 7.8/" ${ptx}
        DEPENDS ${source} DEPFILE ${ptx}.d)
    set(images --image3=kind=ptx,sm=75,file=${ptx})
    set(machine_code "")
    foreach(architecture IN LISTS EVOX_CUDA_ARCHITECTURES)
      set(cubin ${cuda}/${module}.${architecture}.cubin)
      add_custom_command(OUTPUT ${cubin} VERBATIM
          COMMAND ${EVOX_PTXAS} -arch=sm_${architecture} ${ptx} -o ${cubin} DEPENDS ${ptx})
      list(APPEND machine_code ${cubin})
      list(APPEND images --image3=kind=elf,sm=${architecture},file=${cubin})
    endforeach()
    set(fatbin ${modules}/${module}.fatbin)
    # Other ways to compress write what drivers older than nvcc's year can't read.
    add_custom_command(OUTPUT ${fatbin} VERBATIM
        COMMAND ${EVOX_FATBINARY} -64 --compress-mode=speed --create=${fatbin} ${images} DEPENDS ${ptx} ${machine_code})
    add_custom_target(cuda-${module} DEPENDS ${fatbin})
    add_dependencies(cuda cuda-${module})
  endforeach()
endif()

# The same sources built for the host, where tests hold them to their definitions.
add_library(cuda-host OBJECT EXCLUDE_FROM_ALL ${EVOX_CUDA_SOURCES} native/test/grid.cpp)
set_source_files_properties(${EVOX_CUDA_SOURCES} PROPERTIES LANGUAGE CXX COMPILE_OPTIONS "-xc++")
# The warning is about sums that the first dimension begins.
target_compile_options(cuda-host PRIVATE -include cuda/host.hpp -Wno-maybe-uninitialized)
target_compile_definitions(cuda-host PRIVATE ${EVOX_CUDA_DEFINITIONS})

set(host_options "-include;cuda/host.hpp;-DEVOX_CUDA;-DEVOX_ENGINE=cuda;-Wno-maybe-uninitialized")
set_source_files_properties(native/test/grid-engine.cpp native/test/driver.cpp PROPERTIES COMPILE_OPTIONS "${host_options}")

add_executable(run-kernel-cuda EXCLUDE_FROM_ALL native/test/run-kernel.cpp native/test/grid-engine.cpp
    $<TARGET_OBJECTS:cuda-host>)
set_target_properties(run-kernel-cuda PROPERTIES ENABLE_EXPORTS ON)
target_link_libraries(run-kernel-cuda PRIVATE m dl)

# A driver without a GPU.
add_library(cuda-fake SHARED EXCLUDE_FROM_ALL native/test/driver.cpp $<TARGET_OBJECTS:cuda-host>)
set_target_properties(cuda-fake PROPERTIES OUTPUT_NAME cuda SOVERSION 1 VERSION 1
    LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/fake)
target_link_libraries(cuda-fake PRIVATE m dl)

# NCCL without a GPU, as it is now and as it was before it could split.
find_package(Threads REQUIRED)
foreach(version 22809 21701)
  set(target nccl-fake-${version})
  add_library(${target} SHARED EXCLUDE_FROM_ALL native/test/nccl.cpp)
  target_compile_definitions(${target} PRIVATE EVOX_NCCL_VERSION=${version})
  target_link_libraries(${target} PRIVATE Threads::Threads rt)
  set_target_properties(${target} PROPERTIES OUTPUT_NAME nccl SOVERSION 2 VERSION 2
      LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/fake/${version})
endforeach()
target_compile_definitions(nccl-fake-21701 PRIVATE EVOX_NCCL_WITHOUT_SPLIT)
add_custom_target(nccl-fake DEPENDS nccl-fake-22809 nccl-fake-21701)

# cuBLAS without a GPU, that of CUDA 12, to which JCublas is bound by the version of its symbols, and a later one.
foreach(major 12 13)
  set(symbols ${CMAKE_BINARY_DIR}/fake/cublas-${major}.symbols)
  file(WRITE ${symbols} "libcublas.so.${major} { global: cublas*; local: *; };\n")
  add_library(cublas-fake-${major} SHARED EXCLUDE_FROM_ALL native/test/cublas.cpp)
  target_compile_definitions(cublas-fake-${major} PRIVATE EVOX_CUBLAS_MAJOR=${major})
  target_link_options(cublas-fake-${major} PRIVATE -Wl,--version-script=${symbols})
  target_link_libraries(cublas-fake-${major} PRIVATE dl)
  # Without a link libcublas.so, which both would make, at once.
  set_target_properties(cublas-fake-${major} PROPERTIES OUTPUT_NAME cublas SUFFIX .so.${major}
      LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/fake)
endforeach()
add_custom_target(cublas-fake DEPENDS cublas-fake-12 cublas-fake-13)

# An NVRTC that compiles nothing.
add_library(nvrtc-fake SHARED EXCLUDE_FROM_ALL native/test/nvrtc.cpp)
set_target_properties(nvrtc-fake PROPERTIES OUTPUT_NAME nvrtc SOVERSION 12 VERSION 12
    LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/fake)
