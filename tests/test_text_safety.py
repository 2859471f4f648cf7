"""No words of a debtor, a file or a phone reach a widget as a plain string, which Textual would read as markup.

The rule, for every place that shows something (`SHOWN_BY`, `SHOWN_AS`), is that what is shown is one of:
a literal; a call of `text(...)`, `styled(...)` or `stacked(...)` of `tui/text.py`; or something that is `Content`
by its annotation or because it was made from such things. Rich tables and trees do not come into it: none is used.
"""

import ast
from pathlib import Path

import pytest

TUI = Path(__file__).resolve().parents[1] / "collector_tui" / "tui"
SOURCES = sorted(path for path in TUI.rglob("*.py") if path.name != "text.py")
SHOWN_BY = {
    "Static",
    "Label",
    "Button",
    "Option",
    "Checkbox",
    "RadioButton",
    "ListItem",
    "Collapsible",
    "update",
    "notify",
    "add_row",
    "add_column",
    "add_option",
    "from_markup",
}
SHOWN_AS = {"border_title", "border_subtitle", "tooltip"}
MAKERS = {"text", "styled", "stacked", "Content"}
KEEPERS = {
    "truncate",
    "join",
    "append",
    "stylize",
    "right_crop",
    "pad_left",
    "pad_right",
    "center",
    "rstrip",
    "assemble",
    "styled",
}


class Module:
    """One file of the desk: which of its names are known to be content, and what it shows."""

    def __init__(self, source: str, content_functions: set[str]) -> None:
        self.tree = ast.parse(source)
        self.functions = content_functions | _functions(self.tree)
        self.names = _annotated(self.tree)
        while self._learn():
            pass

    def _learn(self) -> bool:
        """Take in names that are only ever set to content; True while there are more."""
        made: dict[str, list[bool]] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Assign | ast.AugAssign | ast.For | ast.comprehension):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                value = node.iter if isinstance(node, ast.For | ast.comprehension) else node.value
                for name, given in (pair for target in targets for pair in _pairs(target, value)):
                    made.setdefault(name, []).append(self.is_safe(given))
        learned = {name for name, safe in made.items() if all(safe)} - self.names
        self.names |= learned
        return bool(learned)

    def is_safe(self, node: ast.expr | None) -> bool:
        """Whether an expression cannot be a string with data in it."""
        match node:
            case None | ast.Constant():
                return True
            case ast.Name() | ast.Attribute():
                return _name(node) in self.names
            case ast.Call(func=func):
                return self._is_content_call(func, node)
            case ast.BinOp(left=left, op=ast.Add() | ast.Mult(), right=right):
                return self.is_safe(left) and self.is_safe(right)
            case ast.IfExp(body=body, orelse=orelse):
                return self.is_safe(body) and self.is_safe(orelse)
            case ast.BoolOp(values=parts) | ast.List(elts=parts) | ast.Tuple(elts=parts):
                return all(map(self.is_safe, parts))
            case ast.Starred(value=value) | ast.Subscript(value=value):
                return self.is_safe(value)
            case ast.ListComp(elt=element) | ast.GeneratorExp(elt=element):
                return self.is_safe(element)
        return False

    def _is_content_call(self, func: ast.expr, call: ast.Call) -> bool:
        name = _name(func)
        if name == "Content":
            return all(isinstance(argument, ast.Constant | ast.BinOp) for argument in call.args)
        if name in MAKERS or name in self.functions or name in self.names:
            return True
        return (
            isinstance(func, ast.Attribute)
            and name in KEEPERS
            and (self.is_safe(func.value) or _name(func.value) == "Content")
        )

    def offences(self) -> list[str]:
        """Each place that shows something that is not known to be content."""
        found = []
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and _name(node.func) in SHOWN_BY and not _is_other_update(node):
                literal = any(k.arg == "markup" and getattr(k.value, "value", True) is False for k in node.keywords)
                if not literal and not all(map(self.is_safe, _shown_arguments(node))):
                    found.append(f"line {node.lineno}: {ast.unparse(node)}")
            is_shown = isinstance(node, ast.Assign) and any(_name(target) in SHOWN_AS for target in node.targets)
            if is_shown and not self.is_safe(node.value):
                found.append(f"line {node.lineno}: {ast.unparse(node)}")
        return found


def _shown_arguments(call: ast.Call) -> list[ast.expr]:
    every = _name(call.func) in ("add_row", "notify")
    return call.args if every else call.args[:1]


def _is_other_update(call: ast.Call) -> bool:
    """`update` of a progress bar or a dict shows no words."""
    return _name(call.func) == "update" and not call.args


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _pairs(target: ast.expr, value: ast.expr) -> list[tuple[str, ast.expr]]:
    """The names an assignment sets, each with what it is set to; of pairs in a sequence the first is what is shown."""
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        return [(_name(name), given) for name, given in zip(target.elts, value.elts, strict=True)]
    if isinstance(target, ast.Tuple):
        return [(_name(target.elts[0]), value)]
    return [(_name(target), value)]


def _says_content(annotation: ast.expr | None) -> bool:
    words = ast.unparse(annotation) if annotation else ""
    return "Content" in words and "str |" not in words and "| str" not in words


def _functions(tree: ast.AST) -> set[str]:
    defined = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return {function.name for function in defined if _says_content(function.returns)}


def _annotated(tree: ast.AST) -> set[str]:
    arguments = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg) and _says_content(node.annotation)}
    variables = {
        _name(node.target)
        for node in ast.walk(tree)
        if isinstance(node, ast.AnnAssign) and _says_content(node.annotation)
    }
    return arguments | variables


CONTENT_FUNCTIONS = set().union(
    *(_functions(ast.parse(path.read_text("utf-8"))) for path in [*SOURCES, TUI / "text.py"])
)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(TUI)))
def test_only_content_and_literals_are_shown(path):
    assert Module(path.read_text("utf-8"), CONTENT_FUNCTIONS).offences() == []


@pytest.mark.parametrize(
    "line",
    [
        "Static(card.name)", "Static(f'owes {amount}')", "Label(name)", "self.update(draft.text)", "self.update('a' + name)",
        "app.notify(str(refusal))", "app.notify(f'{name} is back')", "Option(row.name)", "table.add_row('x', card.name)",
        "self.border_title = card.name", "self.tooltip = f'{name}'", "Content(card.name)  and Static(Content(card.name))",
        "Static('%s owes' % name)", "Static('{} owes'.format(name))", "Static(name if name else 'none')",
        "Static(escape(name))", "words = name\nStatic(words)", "for row in rows:\n    Static(row)",
        "Content.from_markup(name)",
    ],
)  # fmt: skip
def test_the_rule_sees_words_that_are_not_content(line):
    assert Module(line, set()).offences() != []


@pytest.mark.parametrize(
    "line",
    [
        "Static()", "Static('Nothing here.')", "Static(text(card.name))", "self.update(styled('a', (name, 'bold')))",
        "self.update(stacked([text(name), text('x')]))", "self.update(text(name).truncate(9) + Content(' '))",
        "rows = [text(name)]\nself.update(stacked(rows))", "def f(says: Content):\n    Static(says)",
        "def _facts() -> Content: ...\nStatic(_facts())", "app.notify(words, markup=False)", "bar.update(progress=1)",
    ],
)  # fmt: skip
def test_the_rule_lets_content_and_literals_pass(line):
    assert Module(line, set()).offences() == []
