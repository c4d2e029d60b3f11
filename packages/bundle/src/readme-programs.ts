/** The programs in a bundle's README. They use public tools only, so that nobody needs our program or has to trust us. */
import type { Language } from "@shifan/core"

/** Comments follow the language of their half of the README; the programs are the same. */
export const programs = (language: Language) => {
  const say = (zh: string, en: string): string => (language === "zh" ? zh : en)
  const vkey = `VKEY='NAME+ID+KEY'   # ${say("公钥，另行取得", "a public key, had from elsewhere")}`
  return {
    /** Hashes the leaves, builds the tree and compares its root with the signed root. Python's standard library only. */
    tree: rebuildTree,
    ed25519: `${vkey}
${signatureOf}
{ printf '\\060\\052\\060\\005\\006\\003\\053\\145\\160\\003\\041\\000'; echo "\${VKEY#*+*+}" | base64 -d | tail -c 32; } > /tmp/key.der
openssl pkeyutl -verify -pubin -keyform DER -inkey /tmp/key.der -rawin -in /tmp/text -sigfile /tmp/signature`,
    sm2: `${vkey}
${signatureOf}
{ printf '\\060\\131\\060\\023\\006\\007\\052\\206\\110\\316\\075\\002\\001\\006\\010\\052\\201\\034\\317\\125\\001\\202\\055\\003\\102\\000'; echo "\${VKEY#*+*+}" | base64 -d | tail -c 65; } > /tmp/key.der
half() { "$1" -c 32 /tmp/signature | od -An -v -tx1 | tr -d ' \\n'; }
printf 'asn1=SEQUENCE:pair\\n[pair]\\nr=INTEGER:0x%s\\ns=INTEGER:0x%s\\n' "$(half head)" "$(half tail)" > /tmp/pair
openssl asn1parse -genconf /tmp/pair -noout -out /tmp/signature.der
openssl pkeyutl -verify -pubin -keyform DER -inkey /tmp/key.der -rawin -digest sm3 -pkeyopt distid:1234567812345678 -in /tmp/text -sigfile /tmp/signature.der`,
    cosignature: `${vkey}
${signatureOf}
TIME=$(printf '%d' "0x$(head -c 8 /tmp/signature | od -An -v -tx1 | tr -d ' \\n')")
{ printf 'cosignature/v1\\ntime %s\\n' "$TIME"; cat /tmp/text; } > /tmp/message
tail -c 64 /tmp/signature > /tmp/cosignature
{ printf '\\060\\052\\060\\005\\006\\003\\053\\145\\160\\003\\041\\000'; echo "\${VKEY#*+*+}" | base64 -d | tail -c 32; } > /tmp/key.der
openssl pkeyutl -verify -pubin -keyform DER -inkey /tmp/key.der -rawin -in /tmp/message -sigfile /tmp/cosignature
date -u -d "@$TIME"`,
    timestamp: `# ca.pem: ${say("时间戳机构的根证书，另行取得", "the root certificate of the authority, had from elsewhere")}
openssl ts -verify -data checkpoint -in checkpoint.tsr -CAfile ca.pem
openssl ts -reply -in checkpoint.tsr -text`,
    leaf: `python3 - 26 > /tmp/leaf <<'END'   # 26: ${say("叶的序号", "the leaf's index")}
import pathlib, sys
i = int(sys.argv[1]); n = f"{i // 256:03d}"; n = "0" * (-len(n) % 3) + n
groups = [n[k:k + 3] for k in range(0, len(n), 3)]
stem = "tile/entries/" + "/".join(["x" + g for g in groups[:-1]] + groups[-1:])
file = next(p for p in [pathlib.Path(stem), *sorted(pathlib.Path(stem + ".p").glob("*"), key=lambda p: -int(p.name))] if p.is_file())
data = file.read_bytes()
for _ in range(i % 256): data = data[2 + int.from_bytes(data[:2], "big"):]
sys.stdout.buffer.write(data[2:2 + int.from_bytes(data[:2], "big")])
END
{ printf '\\000'; cat /tmp/leaf; } | sha256sum`,
    proof: `python3 - ${say("证明.tlog-proof", "FILE.tlog-proof")} /tmp/leaf <<'END'
import base64, hashlib, sys

def sha(data): return hashlib.sha256(data).digest()

head, checkpoint = open(sys.argv[1], "rb").read().split(b"\\n\\n", 1)
lines = head.decode().split("\\n")[1:]
index = int(next(line for line in lines if line.startswith("index "))[6:])
path = [base64.b64decode(line) for line in lines if not line.startswith(("index ", "extra "))]
origin, size, root = checkpoint.decode().split("\\n")[:3]
hash, node, last = sha(b"\\0" + open(sys.argv[2], "rb").read()), index, int(size) - 1
fits = index < int(size)
for other in path:
    fits = fits and last > 0
    if node & 1 or node == last:
        hash = sha(b"\\1" + other + hash)
        while node and not node & 1: node, last = node >> 1, last >> 1
    else:
        hash = sha(b"\\1" + hash + other)
    node, last = node >> 1, last >> 1
print("OK" if fits and last == 0 and base64.b64encode(hash).decode() == root else "DIFFERENT", index, size)
END`,
    opening: `{ printf 'shifan/sealed/v1\\000'; printf '%s' SALT | xxd -r -p; printf '%s' 'VALUE'; } | sha256sum`,
    fsck: `echo 'VKEY' > /tmp/log.vkey   # ${say("日志公钥，另行取得", "the log's public key, had from elsewhere")}
go run github.com/transparency-dev/tessera/cmd/fsck@main --storage_url="file://$PWD/" --public_key=/tmp/log.vkey --origin="$(head -n 1 checkpoint)" --ui=false`,
  }
}

const rebuildTree = `import base64, hashlib, pathlib

def sha(data): return hashlib.sha256(data).digest()

def path(i):
    digits = f"{i:03d}"
    digits = "0" * (-len(digits) % 3) + digits
    groups = [digits[k:k + 3] for k in range(0, len(digits), 3)]
    return "/".join(["x" + g for g in groups[:-1]] + groups[-1:])

origin, size, root = open("checkpoint", encoding="utf-8").read().split("\\n")[:3]
size, stack = int(size), []
for i in range(-(-size // 256)):
    width = min(256, size - 256 * i)
    data = pathlib.Path("tile/entries/" + path(i) + ("" if width == 256 else f".p/{width}")).read_bytes()
    for _ in range(width):
        length = int.from_bytes(data[:2], "big")
        stack.append((1, sha(b"\\0" + data[2:2 + length])))
        data = data[2 + length:]
        while len(stack) > 1 and stack[-1][0] == stack[-2][0]:
            (n, right), (_, left) = stack.pop(), stack.pop()
            stack.append((2 * n, sha(b"\\1" + left + right)))
    assert data == b""
while len(stack) > 1:
    (n, right), (m, left) = stack.pop(), stack.pop()
    stack.append((m + n, sha(b"\\1" + left + right)))
found = stack[0][1] if stack else sha(b"")
print("OK" if base64.b64encode(found).decode() == root else "DIFFERENT", size, found.hex())`

/** Writes the signed text to `/tmp/text` and the key's signature, without the four bytes of its id, to `/tmp/signature`. */
const signatureOf = `sed '/^$/q' checkpoint | sed '$d' > /tmp/text
grep -F "— \${VKEY%%+*} " checkpoint | while read -r _ _ line; do
  echo "$line" | base64 -d > /tmp/line
  id=$(head -c 4 /tmp/line | od -An -v -tx1 | tr -d ' \\n')
  if [ "$id" = "$(echo "$VKEY" | cut -d + -f 2)" ]; then tail -c +5 /tmp/line > /tmp/signature; fi
done`
