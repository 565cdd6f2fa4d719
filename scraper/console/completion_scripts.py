"""Scripts that complete the commands in bash, zsh and fish: all words stand in them, nothing is run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from scraper.console.completion_facts import CommandFacts, Facts

_PROGRAMS = ("copydesk", "scrapy")

_BASH = """\
# Completes copydesk, and scrapy in its project, in bash 4 and newer.
_copydesk() {{
    local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}} words=
    COMPREPLY=()
    if ((COMP_CWORD == 1)); then
        COMPREPLY=($(compgen -W "{commands}" -- "$current"))
        return
    fi
    case "${{COMP_WORDS[1]}} $previous" in
        *' -s' | *' --set')
            COMPREPLY=($(compgen -S = -W "{settings}" -- "$current"))
            compopt -o nospace
            return ;;
        *' -a')
            COMPREPLY=($(compgen -S = -W "{arguments}" -- "$current"))
            compopt -o nospace
            return ;;
{choices}
    esac
    case "${{COMP_WORDS[1]}}" in
{words}
    esac
    if [[ $current == -* ]]; then
        COMPREPLY=($(compgen -W "${{words%%|*}}" -- "$current"))
    else
        COMPREPLY=($(compgen -W "${{words#*|}}" -- "$current") $(compgen -f -- "$current"))
        compopt -o filenames
    fi
}}
complete -F _copydesk {programs}
"""
_ZSH = """\
#compdef {programs}
# Completes copydesk, and scrapy in its project, in zsh.
_copydesk() {{
    local -a commands settings arguments
    commands=(
{commands}
    )
    settings=({settings})
    arguments=({arguments})
    if (( CURRENT == 2 )); then
        _describe command commands
        return
    fi
    local command=$words[2]
    shift words
    (( CURRENT-- ))
    case $command in
{cases}
    esac
}}
if [ "$funcstack[1]" = "_copydesk" ]; then
    _copydesk "$@"
else
    compdef _copydesk {programs}
fi
"""


def bash_script(facts: Facts) -> str:
    """The script for bash."""
    choices, words = [], []
    for name, command in facts.commands.items():
        options = " ".join(word for option in command.options for word in option.names)
        words.append(f'        {name}) words="{options}|{" ".join(command.words)}" ;;')
        for option in command.options:
            if option.choices:
                pattern = " | ".join(f"'{name} {word}'" for word in option.names)
                values = " ".join(option.choices)
                choices += [
                    f"        {pattern})",
                    f'            COMPREPLY=($(compgen -W "{values}" -- "$current"))',
                    "            return ;;",
                ]
    return _BASH.format(
        commands=" ".join(facts.commands),
        settings=" ".join(facts.settings),
        arguments=" ".join(facts.arguments),
        choices="\n".join(choices),
        words="\n".join(words),
        programs=" ".join(_PROGRAMS),
    )


def zsh_script(facts: Facts) -> str:
    """The script for zsh."""
    return _ZSH.format(
        commands="\n".join(f"        '{name}:{command.help}'" for name, command in facts.commands.items()),
        settings=" ".join(facts.settings),
        arguments=" ".join(facts.arguments),
        cases="\n".join(line for name, one in facts.commands.items() for line in _zsh_case(name, one)),
        programs=" ".join(_PROGRAMS),
    )


def _zsh_case(name: str, command: CommandFacts) -> Iterator[str]:
    yield f"        {name})"
    yield "            _arguments \\"
    for option in command.options:
        for word in option.names:
            value = _zsh_value(word, option.choices, option.takes_value)
            yield f"                '*{word}[{option.help}]{value}' \\"
    words = " ".join(command.words)
    files = f"'*:word:{{ compadd -- {words}; _files }}'" if words else "'*:file:_files'"
    yield f"                {files} ;;"


def _zsh_value(word: str, choices: tuple[str, ...], takes_value: bool) -> str:
    if not takes_value:
        return ""
    if choices:
        return f":value:({' '.join(choices)})"
    lists = {"-s": "settings", "--set": "settings", "-a": "arguments"}
    return f":name:{{ compadd -S = -a {lists[word]} }}" if word in lists else ":value:_files"


def fish_script(facts: Facts) -> str:
    """The script for fish."""
    lines = ["# Completes copydesk, and scrapy in its project, in fish."]
    for program in _PROGRAMS:
        lines += _fish_lines(program, facts)
    return "\n".join(lines) + "\n"


def _fish_lines(program: str, facts: Facts) -> Iterator[str]:
    for name, command in facts.commands.items():
        yield f"complete -c {program} -f -n __fish_use_subcommand -a {name} -d '{command.help}'"
        seen = f"-n '__fish_seen_subcommand_from {name}'"
        if command.words:
            yield f"complete -c {program} {seen} -a '{' '.join(command.words)}'"
        for option in command.options:
            names = " ".join(
                f"-l {word[2:]}" if word.startswith("--") else f"-s {word[1:]}" for word in option.names
            )
            value = _fish_value(option.names, option.choices, facts) + (" -r" if option.takes_value else "")
            yield f"complete -c {program} {seen} {names}{value} -d '{option.help}'"


def _fish_value(names: tuple[str, ...], choices: tuple[str, ...], facts: Facts) -> str:
    listed = facts.settings if "-s" in names else facts.arguments if "-a" in names else ()
    values = choices or tuple(f"{name}=" for name in listed)
    return f" -f -a '{' '.join(values)}'" if values else ""


SCRIPTS: Mapping[str, Callable[[Facts], str]] = {"bash": bash_script, "zsh": zsh_script, "fish": fish_script}
"""Shell -> what makes its script."""
