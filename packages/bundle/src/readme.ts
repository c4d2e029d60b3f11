import type { CivilDate } from "@shifan/core"

export interface ReadmeFacts {
  readonly origin: string
  /** In leaves. */
  readonly size: number
  readonly asOf: CivilDate
  readonly audience: "public" | "auditor" | "discipline"
}

/** Hashes the leaves, builds the tree and compares its root with the signed one. Python's standard library only. */
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

/** Public tools only, so that nobody needs our program or trust in us. */
const shell = {
  fsck: `echo 'VKEY' > /tmp/log.vkey      # 日志公钥，另行取得 / the log's vkey, had from elsewhere
go run github.com/transparency-dev/tessera/cmd/fsck@main --storage_url="file://$PWD/" --public_key=/tmp/log.vkey --origin="$(head -n 1 checkpoint)" --ui=false`,
  signature: `VKEY='NAME+ID+KEY'             # 日志公钥，另行取得 / the log's vkey, had from elsewhere
sed '/^$/q' checkpoint | sed '$d' > /tmp/text
grep "^— \${VKEY%%+*} " checkpoint | head -n 1 | cut -d ' ' -f 3 | base64 -d | tail -c 64 > /tmp/signature
{ printf '\\060\\052\\060\\005\\006\\003\\053\\145\\160\\003\\041\\000'; echo "\${VKEY#*+*+}" | base64 -d | tail -c 32; } > /tmp/key.der
openssl pkeyutl -verify -pubin -keyform DER -inkey /tmp/key.der -rawin -in /tmp/text -sigfile /tmp/signature`,
  leaf: `python3 - 26 > /tmp/leaf <<'END'   # 26：叶的序号 / the leaf's index
import pathlib, sys
i = int(sys.argv[1]); n = f"{i // 256:03d}"; n = "0" * (-len(n) % 3) + n
groups = [n[k:k + 3] for k in range(0, len(n), 3)]
stem = "tile/entries/" + "/".join(["x" + g for g in groups[:-1]] + groups[-1:])
file = next(p for p in [pathlib.Path(stem), *pathlib.Path(stem + ".p").glob("*")] if p.is_file())
data = file.read_bytes()
for _ in range(i % 256): data = data[2 + int.from_bytes(data[:2], "big"):]
sys.stdout.buffer.write(data[2:2 + int.from_bytes(data[:2], "big")])
END
{ printf '\\000'; cat /tmp/leaf; } | sha256sum`,
  opening: `{ printf 'shifan/sealed/v1\\000'; printf '%s' SALT | xxd -r -p; printf '%s' 'VALUE'; } | sha256sum`,
} as const

const block = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``

/** An origin may be any printable text; in a code span it cannot become markup. */
const code = (text: string): string => `\`${text.replaceAll("`", "'")}\``

/** `README.md`: what a bundle holds, and how to check it with tools that are not ours. */
export const readme = (facts: ReadmeFacts): string => `${chinese(facts)}\n\n---\n\n${english(facts)}\n`

const chinese = ({ origin, size, asOf, audience }: ReadmeFacts): string => `# 示范平台认定记录核验包

日志 ${code(origin)} 的前 ${size} 条记录，名单截至 ${asOf}。${audience === "public" ? "本包不含任何个人信息原文。" : "**本包含经开示的个人信息，不得外传。**"}
核验不需要我们的程序，也不需要信任我们。公钥和信任策略请**另行取得**（如向审计机关索取），不要取自本包。

| 文件 | 内容 |
|---|---|
| \`checkpoint\` | 已签名的检查点：日志名、条数、根哈希（C2SP signed-note、tlog-checkpoint） |
| \`tile/entries/…\` | 每条记录的规范化JSON字节（RFC 8785），即日志的叶（C2SP tlog-tiles） |
| \`tile/0/…\`、\`tile/1/…\` | 默克尔树的哈希块（RFC 6962，SHA-256） |
| \`policy\` | 信任策略（C2SP tlog-policy），仅供参考 |
| \`roster.json\`、\`proof/…\` | 名单，每行所依据的叶的序号及其证明（C2SP tlog-proof） |
| \`instrument.json\` | 办法的沿革：颁布、延长、解释 |
| \`openings.json\` | 仅限有权查阅者：封存字段的原文和盐 |

一、重算全部叶和根哈希（只用Python标准库），应输出 \`OK\`：

${block("python", rebuildTree)}

二、验证检查点签名，应输出 \`Signature Verified Successfully\`：

${block("sh", shell.signature)}

三、或用公开工具一次完成以上两项：

${block("sh", shell.fsck)}

四、取出一条记录并计算叶哈希：

${block("sh", shell.leaf)}

五、核对一项开示：结果应等于叶中同一路径的 \`sealed\`：

${block("sh", shell.opening)}

六、\`shifan audit verify 本目录 --policy 策略文件 --kept 以前留存的检查点\` 完成以上各项，并把每项决定重新裁决一遍。请留存 \`checkpoint\`，下次核验时用它证明日志没有被改写。`

const english = ({ origin, size, asOf, audience }: ReadmeFacts): string => `# A bundle of the designation record

The first ${size} records of the log ${code(origin)}, with the roster as of ${asOf}. ${audience === "public" ? "It holds no personal data in clear." : "**It holds personal data opened to its reader: do not pass it on.**"}
To check it you need neither our program nor any trust in us. Have the public key and the policy **from elsewhere**, say the
audit office; do not take them from this bundle.

| file | holds |
|---|---|
| \`checkpoint\` | the signed head: name of the log, number of records, root hash (C2SP signed-note, tlog-checkpoint) |
| \`tile/entries/…\` | the canonical JSON bytes of each record (RFC 8785), the log's leaves (C2SP tlog-tiles) |
| \`tile/0/…\`, \`tile/1/…\` | hash tiles of the Merkle tree (RFC 6962, SHA-256) |
| \`policy\` | whom to trust (C2SP tlog-policy), for your information only |
| \`roster.json\`, \`proof/…\` | the list, with the leaf each row rests on and its proof (C2SP tlog-proof) |
| \`instrument.json\` | the regulation's history: enacted, extended, interpreted |
| \`openings.json\` | for readers in scope only: sealed values with their salts |

1. Hash all leaves again and rebuild the root: the Python program above, standard library only, prints \`OK\`.
2. The signature of the checkpoint: the second block above prints \`Signature Verified Successfully\`.
3. Or both at once with a public tool: the third block (Go).
4. One record, and its leaf hash: the fourth block.
5. An opening: the fifth block gives the \`sealed\` that stands in the leaf at the same path.
6. \`shifan audit verify THIS_FOLDER --policy FILE --kept CHECKPOINT\` does all of it and takes every decision again. Keep
   \`checkpoint\`: it is what will show the next time that the log was not rewritten.`
