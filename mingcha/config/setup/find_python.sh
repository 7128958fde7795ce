# Sourced by ./run and ./test: sets `here` (the checkout) and `python` (3.11 or later), or says what is missing.
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
python=
for candidate in python3 python3.14 python3.13 python3.12 python3.11 python; do
    if command -v "$candidate" >/dev/null 2>&1 &&
        "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "没有找到 Python 3.11 或更新的版本，请先安装 Python。" >&2
    echo "Python 3.11 or later was not found. Please install it first." >&2
    exit 1
fi
start() {
    module=$1
    shift
    exec "$python" -I -c 'import sys; sys.path.insert(0, sys.argv[1]); sys.argv[1:3] = []
from importlib import import_module
sys.exit(import_module("mingcha.config.setup.'"$module"'").main())' "$here" "$0" "$@"
}
