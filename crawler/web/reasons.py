"""Why a page gave no speech, or did not come, in Chinese."""

import re

_REASONS = {
    "archived": "已在归档里", "bad_answer": "回答不合 HTTP", "bad_encoding": "压缩损坏",
    "browser_failed": "浏览器出错", "browser_timeout": "浏览器超时", "captcha": "要求验证码",
    "connection_lost": "连接中断", "connection_refused": "拒绝连接", "cut_off": "内容不完整",
    "empty": "空白页", "endless": "列表没有尽头", "forbidden": "禁止访问",
    "head_too_large": "报头过大",
    "list_page": "列表页", "login_wall": "要登录", "maintenance": "网站维护中",
    "parked": "域名停放", "same_text": "各页同文",
    "needs_script": "要靠脚本显示", "no_body": "没有正文", "no_such_host": "域名不存在",
    "no_web_address": "没有网址", "not_html": "不是网页", "not_modified": "没有变化",
    "not_text": "不是文本", "not_web": "不是网页地址", "offsite": "在别的站点",
    "older": "早于所要的日期", "other_page": "不是文章", "parser_died": "解析进程中止",
    "parser_error": "解析出错", "parser_memory": "解析占用内存过多", "parser_stuck": "解析超时",
    "private_address": "内网地址", "redirect_loop": "循环跳转", "robots": "robots.txt 不许",
    "server_error": "服务器出错", "soft_404": "页面不存在", "timeout": "超时",
    "tls_failed": "加密连接失败", "too_large": "过大", "too_many": "过多",
    "unparsable": "无法解析", "view": "文章的另一种排列", "warc_truncated": "WARC 里已截断",
}  # fmt: skip


def reason(name: str) -> str:
    """Return a reason as the ledger and reports have it in Chinese where we have the words."""
    if name in _REASONS:
        return _REASONS[name]
    if code := re.fullmatch(r"http_(\d{3})", name):
        return f"HTTP {code[1]}"
    if name.startswith("robots_"):
        return f"robots.txt：{reason(name.removeprefix('robots_'))}"
    return name
