#!/bin/sh
#SBATCH --job-name=scan-t.7
#SBATCH --comment=dfd7bb43-6d99-3f99-8990-619202cf4262
#SBATCH "--output=/data/100%% \"our\" $ files/logs/ada/scan/t.7/job.log"
#SBATCH --export=ALL
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --nodes=2
#SBATCH --ntasks=8
#SBATCH --cpus-per-task=4
#SBATCH --mem-per-cpu=2049M
#SBATCH --gpus-per-task=tesla:2
#SBATCH --gres=licence:3
#SBATCH "--nodelist=NODE[01-02]"
#SBATCH --exclude=NODE03
#SBATCH --partition=gpu
#SBATCH "--account=project 1"
#SBATCH "--constraint=a100&nvlink"
#SBATCH --time=1-12:00:00
export EVOX_TOKEN_FILE='/data/100% "our" $ files/logs/ada/scan/t.7/token'
export EVOX_CHECKPOINTS='/data/100% "our" $ files/checkpoints/ada/scan/t.7'
export EVOX_GRACE=30
export LIST='a,b c'
export ODD='"$(id)" `id` '\''x'\''
next é'
if [ "${SLURM_RESTART_COUNT:-0}" -le 2 ]; then
srun --export=ALL --kill-on-bad-exit=1 --open-mode=append --ntasks=8 --cpus-per-task=4 --mem-per-cpu=2049M --gpus-per-task=tesla:2 --gres=licence:3 '--output=/data/100%% "our" $ files/logs/ada/scan/t.7/process-%t.out' '--error=/data/100%% "our" $ files/logs/ada/scan/t.7/process-%t.err' '--container-image=docker://reg#evox:1' '--container-mounts=/data:/data,/a b:/c:ro' '--container-workdir=/work dir' --container-env=A,B,LIST,ODD --no-container-mount-home --container-writable /opt/java/bin/java -jar /opt/evox-spmd.jar solve
code=$?
else
echo "a job may be started again 2 times, got SLURM_RESTART_COUNT=$SLURM_RESTART_COUNT" >&2
code=1
fi
echo "$code" >'/data/100% "our" $ files/logs/ada/scan/t.7/exit'
exit "$code"
