"""One plain Chinese sentence for every error code and every code of a report.

The words say what was found and, where something can be done, what. Braces name parameters.
"""

from collections.abc import Mapping

VERDICTS = {
    "refused": "不予认可：有步骤未通过，见下。",
    "consistent": "前后一致：结果可以重算，但没有外来的证据表明公告在先。",
    "proved": "已经证明：结果可以重算，且见证方的时间表明公告在先。",
}

STEP_NAMES = {
    "form": "文件形式",
    "announcement": "公告",
    "commitment": "承诺",
    "files": "名单",
    "event": "公开事件",
    "order": "先后",
    "seed": "种子",
    "result": "结果",
    "levels": "场次上限",
    "changes": "抽后变动",
    "recordings": "录音录像",
    "log": "日志",
    "attempts": "次数",
}

_FORMS: dict[str, str] = {
    "id-form": "{where}不是规定的编号：应为1至47个字符，只用字母、数字和 . _ : # -",
    "id-case": "编号{value}与同一列的另一编号只有大小写不同，请改用不同的编号",
    "id-not-listed": "{value}不在它所指的名单里",
    "hex-form": "{where}应为64位小写十六进制数字",
    "text-control": "{where}含有控制字符或改变书写方向的字符，请删去",
    "ratio-form": "{where}不是规定的比例写法，可写1、0.05或1/20",
    "ratio-range": "{where}为{ratio}，比例应大于0且不超过1",
    "time-form": "{where}不是规定的时间写法，例如2026-03-02T09:00:00+08:00",
    "integer-range": "{where}应为{least}至{most}的整数",
    "integer-form": "{where}不是规定范围内的整数",
    "tags-form": "{where}应为以分号连接的编号",
    "tags-order": "{where}没有按从小到大排列，或有重复",
    "reason-unknown": "{where}不在规定的用语之内",
    "word-unknown": "{where}为“{word}”，不在规定的用语之内",
    "text-utf8": "内容不是UTF-8编码的文字",
    "json-form": "内容不是UTF-8编码的JSON",
    "json-canonical": "内容不是唯一规定形式的JSON",
    "json-duplicate-key": "JSON里同一个键出现两次",
    "json-key": "JSON的键只能用ASCII字符",
    "json-number": "{number}不是0至2⁵³−1的整数",
    "json-type": "{where}的类型与规定不符（应为{expected}）",
    "json-key-missing": "{where}缺少{key}",
    "json-key-unknown": "{where}多出{key}",
    "csv-ascii": "表中有ASCII以外的字符",
    "csv-header": "表头应为{header}",
    "csv-line-end": "最后一行没有以换行结束",
    "csv-fields": "本行应有{expected}列",
    "csv-order": "各行没有按规定从小到大排列，或有重复的行",
    "csv-count": "本行的序号应为{expected}",
    "csv-repeated": "{value}只应出现一次，这里又出现",
    "csv-empty": "表中没有数据行",
}

_DRAW: dict[str, str] = {
    "suite-unknown": "不认识杂凑算法{suite}",
    "times-order": "第{number}项公开事件的时间不在公告时间与最迟抽取时间之间",
    "replaces-wrong": "第{attempt}次公告与“所替代的公告”不符：只有首次公告为空",
    "builds-on-wrong": "只有人员匹配须写明所依据的对象抽取，本公告的类型为{kind}",
    "file-missing": "缺少文件{name}",
    "file-unknown": "文件{name}不属于这里",
    "file-changed": "文件与公告时承诺的不是同一个",
    "file-rows": "文件的行数与公告的{rows}行不符",
    "stratum-without-rule": "层{stratum}没有抽取规则",
    "unit-in-both": "{unit}同时出现在两个互不相容的名单里",
    "secret-wrong": "秘密数与公告的承诺不符",
    "infeasible": "人员排不下来：还有{missing}个席位无人可派",
    "entropy-weak": "公开事件的可能结果少于2⁴⁸种，请增加骰子或号码",
    "entropy-too-many": "{where}要取的号码多于现有的号码",
    "entropy-sources": "公开事件应有{expected}项，与公告不符",
    "entropy-source": "公开事件的名称与公告的“{expected}”不符",
    "entropy-count": "{where}应有{expected}个数",
    "entropy-order": "{where}的号码没有按从小到大排列",
    "seat-unknown": "检查{visit}的{group}组没有这个席位",
    "seat-open": "检查{visit}的{group}组的这个席位正空缺，无人可离",
}

_LOG: dict[str, str] = {
    "log-form": "本行不是log.txt规定的写法",
    "log-order": "各条日志没有按序号从小到大排列",
    "log-inclusion": "第{index}条不在{size}条的日志里",
    "log-consistency": "{new}条的日志不是从{old}条的日志续写而来",
    "note-form": "内容不是规定形式的签名文本",
    "note-unsigned": "所给的公钥都没有签过这份文本",
    "note-signature": "{name}的签名与文本不符",
    "key-form": "公钥不是“名称+编号+内容”的写法",
    "checkpoint-form": "内容不是由名称、条数和根组成的日志检查点",
    "zip-form": "这不是抽取文件：开头与规定不符",
    "zip-truncated": "抽取文件不完整，在一个文件中间断开，请重新下载",
    "zip-name": "抽取文件里有名为{name}的文件，与规定不符",
    "zip-repeated": "抽取文件里{name}出现两次",
    "zip-size": "抽取文件超过规定的大小",
    "zip-canonical": "抽取文件不是唯一规定的形式，内容可能被改动过",
}

_REFUSALS: dict[str, str] = {
    "not-reached": "前面的步骤没有通过，本步未查",
    "office-file-present": "{name}应留在机关，不应放进抽取文件",
    "result-differs": "与按种子重算的结果不同",
    "log-not-one": "日志里本次抽取的{type}条目应有1条，实有{count}条",
    "log-key": "日志{origin}没有所给公钥的签名",
    "log-whole": "所给的全部日志与{size}条的检查点不符",
    "log-foreign": "第{index}条日志不属于本次抽取或它之前的各次",
    "log-incomplete": "第{index}条日志属于本次抽取或它之前的各次，却没有列在log.txt里",
    "log-forked": "同给的另一份抽取文件所示的是另一部日志，同一日志不应有两种写法",
    "log-time-order": "{after}条目没有在{before}条目之后",
    "log-entry-differs": "{type}条目与抽取文件的内容不符",
    "announced-late": "公告进入日志时，公开事件已经开始",
    "observed-early": "公开事件的记录早于公告的时间",
    "drawn-late": "抽取晚于公告的最迟时间，而本次没有作废",
    "annulled-late": "作废晚于抽取，抽取之后不得作废",
    "order-incomplete": "checkpoint-announced.txt与log.txt里的对应两行不能互相印证",
    "order-late": "见证方{name}看到公告时，公开事件已经开始",
    "changes-unlogged": "{name}与日志里逐次登记的不符",
    "substitute-differs": "替换的人员与按种子算出的不同",
    "selection-refused": "所依据的对象抽取未通过核验",
    "selection-annulled": "所依据的对象抽取已经作废",
    "selection-foreign": "所给的对象抽取属于别的机关或别的任务",
    "units-differ": "与抽中的对象有{count}个不同，首个为{unit}",
    "reserve-order": "“{unit}”不是本层依次的下一个候补",
    "recording-differs": "录音录像与日志里登记的不符",
    "attempts-gap": "日志没有把第1次至第{attempt}次各列一次",
    "attempts-chain": "第{attempt}次公告没有接在前一次作废之后",
    "attempts-twin": "另一份抽取文件也称第{attempt}次，公告却不同",
    "attempts-reused": "抽取{draw}用了日志里已有的编号或承诺",
    "attempts-open": "公告第{attempt}次时，前一次还没有了结",
    "attempts-refused": "第{attempt}次的抽取文件未通过核验",
}

_FINDINGS: dict[str, str] = {
    "form-canonical": "形式合乎规定，共{files}个文件",
    "announcement-form": "公告合乎规定，核对号为{check_number}",
    "commitment-opened": "秘密数与公告时的承诺相符",
    "files-match": "{count}个名单与公告时承诺的相符",
    "files-match-office": "{count}个名单与公告时承诺的相符；留在机关备查的有{kept}",
    "event-in-range": "公开事件合乎公告，请与录像或报纸核对：{event}",
    "order-witnessed": "见证方{name}在公开事件之前（{at}）已看到公告",
    "order-no-witness": "没有见证方的记录，无法证明公告在先",
    "order-no-key": "有见证方的记录；给出见证方的公钥才能核验",
    "order-witness-unknown": "所给公钥的见证方没有在这份记录上签名，无法证明公告在先",
    "seed-computed": "由公告、秘密数和公开事件算出种子",
    "result-units": "重算的对象与抽取文件相同。{strata}",
    "result-units-all": "重算的对象与抽取文件相同。{strata}。注意：{everybody}全部抽中，没有随机可言",
    "result-teams": "重算的{seats}个席位与抽取文件相同，其中依规则搁置{refused}人次",
    "levels-none": "对象抽取没有场次上限",
    "levels-match": "各人的场次上限与重算的相同，最高{highest}场",
    "changes-none": "对象抽取没有抽后变动",
    "changes-match": "匹配前退出{withdrawn}个对象；其后人员替换{substitutions}次、对象替换{replacements}次，"
    "都合规则，抽中的对象无一遗漏",
    "changes-without-selection": "匹配前退出{withdrawn}个对象；其后人员替换{substitutions}次、"
    "对象替换{replacements}次，合规则；请一并给出对象抽取的文件，才能核对有无遗漏",
    "recordings-none": "没有登记录音录像",
    "recordings-match": "录音录像{chunks}段共{size}字节，与日志登记的相符",
    "log-included": "各条目都在日志{origin}的{size}条之内；给出机关的公钥才能核验签名",
    "log-signed": "各条目都在日志{origin}的{size}条之内，签名相符",
    "attempts-at-least": "这是至少{of}次中的第{attempt}次；给出全部日志才能确定总数。{earlier}",
    "attempts-at-least-annulled": "这是至少{of}次中的第{attempt}次，本次已作废（{reason}）。{earlier}",
    "attempts-of": "这是全部{of}次中的第{attempt}次。{earlier}",
    "attempts-of-annulled": "这是全部{of}次中的第{attempt}次，本次已作废（{reason}）。{earlier}",
}

SENTENCES: dict[str, str] = {**_FORMS, **_DRAW, **_LOG, **_REFUSALS, **_FINDINGS}

REASONS = {
    "power": "停电",
    "recording": "录音录像中断",
    "wrong-file": "名单有误",
    "secret-lost": "秘密数遗失",
    "not-held": "未按时举行",
    "barred": "须回避",
    "ill": "患病",
    "absent": "不在岗",
    "not-licensed": "无有效执法证",
    "closed": "已停业或注销",
    "moved": "已迁出",
    "not-found": "查无下落",
    "otherwise-handled": "另行处理",
    "cap": "已到检查上限",
    "drawn-before": "本年已抽中",
    "not-active": "不在营业",
}


def sentence(
    code: str, params: Mapping[str, object], *, file: str | None = None, line: int | None = None
) -> str:
    """The sentence of a code, with the place in front where one is known.

    >>> sentence("csv-order", {}, file="frame.csv", line=3)
    'frame.csv第3行：各行没有按规定从小到大排列，或有重复的行。'
    """
    shown = dict(params)
    if "reason" in shown:
        shown["reason"] = REASONS.get(str(shown["reason"]), shown["reason"])
    words = SENTENCES[code].format(**shown).rstrip("。") + "。"
    if file is None:
        return words
    place = file if line is None else f"{file}第{line}行"
    return f"{place}：{words}"
