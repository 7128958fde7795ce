"""Write the frozen vectors of drawproof/vectors that do not exist yet; an existing file is never touched.

``python drawproof/tests/make_vectors.py`` after adding a case to ``vector_cases``. Each bad bundle has
exactly the defect it is named for: everything else, digests, log and signatures included, is made to fit, so
that a reader that overlooks the defect would accept it.
"""

import json
import sys
from hashlib import sha256
from pathlib import Path

from vector_cases import bad, good, worked

VECTORS = Path(__file__).resolve().parents[1] / "vectors"


def main() -> int:
    index_file = VECTORS / "index.json"
    index = json.loads(index_file.read_text()) if index_file.exists() else {"good": [], "bad": []}
    for kind, cases in (("good", [*good(), *worked()]), ("bad", bad())):
        known = {entry["file"] for entry in index[kind]}
        for name, content, expected in cases:
            file = f"{kind}/{name}"
            if file in known:
                continue
            (VECTORS / kind).mkdir(parents=True, exist_ok=True)
            (VECTORS / file).write_bytes(content)
            index[kind].append({"file": file, "sha256": sha256(content).hexdigest(), **expected})
    index_file.write_text(json.dumps(index, ensure_ascii=False, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
