#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""usage: make-model-id.py OUTPUT DEPFILE TEXT FOLDER...: writes a C file with a checksum of the text and of all C files of the
folders, and says in DEPFILE which they were."""
import hashlib
import pathlib
import sys

output, depfile, text, *folders = sys.argv[1:]
files = sorted(path for folder in folders for path in pathlib.Path(folder).glob("*.[ch]"))
total = hashlib.sha256(text.encode())
for path in files:
    total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
pathlib.Path(output).write_text('#include "core/model-id.h"\n\nconst char recoup_model_id[] = "%s";\n' % total.hexdigest(), "ascii")
pathlib.Path(depfile).write_text("%s: %s\n" % (output, " ".join(str(path).replace(" ", "\\ ") for path in files)), "utf-8")
