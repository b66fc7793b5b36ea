#!/bin/sh
#SBATCH --job-name=scan-1
#SBATCH --comment=b07bcf88-924e-3232-8bd5-9e393d2d58f1
#SBATCH --output=/data/logs/ada/scan/1/job.log
#SBATCH --export=ALL
#SBATCH --no-requeue
#SBATCH --open-mode=append
#SBATCH --ntasks=4
export EVOX_TOKEN_FILE=/data/logs/ada/scan/1/token
export EVOX_CHECKPOINTS=/data/checkpoints/ada/scan/1
export EVOX_GRACE=30
srun --export=ALL --kill-on-bad-exit=1 --open-mode=append --ntasks=4 --output=/data/logs/ada/scan/1/process-%t.out --error=/data/logs/ada/scan/1/process-%t.err /opt/java/bin/java -jar /opt/evox-spmd.jar solve --algorithm PSO --problem sphere
code=$?
echo "$code" >/data/logs/ada/scan/1/exit
exit "$code"
