using AiSandbox.Host.Platform;
using AiSandbox.Policy;

namespace AiSandbox.Host.Cli;

/// <summary>
/// The command line, split into names and values and checked before anything runs. Frosting takes unknown options for
/// arguments of the script and goes on; here <c>--tagret=Down</c> is an error.
/// </summary>
public sealed class CommandLine
{
    private readonly List<(OptionDefinition Option, string? Value)> _options = [];

    private readonly DateTimeOffset _now;

    private CommandLine(DateTimeOffset now) => _now = now;

    /// <summary>A command line without a word.</summary>
    public static CommandLine Empty { get; } = new(default);

    /// <summary>What Frosting is given: the options that are its own. It would read a value that looks like one of them.</summary>
    public IReadOnlyList<string> FrostingArguments =>
        [.. _options.Where(given => given.Option.IsFrosting).Select(given => $"--{given.Option.Name}{(given.Value is { } value ? "=" + value : "")}")];

    /// <summary>The command of Exec, Shell and Agent, word by word: what stands behind a bare <c>--</c>, or behind the target.</summary>
    public IReadOnlyList<string> CommandWords { get; private set; } = [];

    /// <summary>The targets asked for, in order.</summary>
    public IReadOnlyList<string> Targets => [.. Values(Option.Target)];

    /// <summary>Whether results alone are asked for.</summary>
    public bool IsQuiet => Value(Option.Verbosity) is ['q' or 'Q', ..];

    /// <summary>The options that were given.</summary>
    public IEnumerable<OptionDefinition> Given => _options.Select(given => given.Option).Distinct();

    /// <summary>Splits and checks a command line.</summary>
    /// <param name="arguments">As the process got them.</param>
    /// <param name="targets">The names of all targets.</param>
    /// <param name="isPowerShell">Whether PowerShell handed them on, which takes some words apart.</param>
    /// <param name="now">What "10m ago" and "tomorrow" count from; the time of this call where there is none.</param>
    /// <exception cref="UsageException">An unknown option or target, a missing or unwanted value, a stray word.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments, IReadOnlyCollection<string> targets, bool isPowerShell = false, DateTimeOffset? now = null)
    {
        var line = new CommandLine(now ?? TimeProvider.System.GetLocalNow());
        for (var i = 0; i < arguments.Count; i++)
        {
            var word = arguments[i];
            if (word.StartsWith('-') && word is not ("-" or "--"))
            {
                line.AddOption(arguments, ref i);
            }
            else if (word == "--" || line.TakesCommand)
            {
                line.CommandWords = [.. arguments.Skip(word == "--" ? i + 1 : i)];
                break;
            }
            else if (targets.Contains(word, StringComparer.OrdinalIgnoreCase))
            {
                line._options.Add((Option.Target, word));
            }
            else
            {
                throw Stray(word, targets, isPowerShell ? PowerShellWords.Hint(arguments.Take(i), word) : "");
            }
        }

        line.CheckTargets(targets);
        return line;
    }

    /// <summary>
    /// Whether a command of the user's is to run in the workspace. Also of a line that is wrong: then the exit code is not
    /// to be taken for the command's.
    /// </summary>
    /// <param name="arguments">As the process got them.</param>
    public static bool AsksForCommand(IReadOnlyList<string> arguments)
    {
        var own = arguments.TakeWhile(word => word != "--").ToList();
        return own.Where((word, i) => IsCommandTarget(word) && (i == 0 || Option.Spelled(own[i - 1]) is not { IsFlag: false, Name: not "target" })
            || (word.Split('=', 2) is [var spelling, var value] && Option.Spelled(spelling)?.Name == "target" && IsCommandTarget(value))).Any();
    }

    /// <summary>Looks at the values that are more than text, so that nothing runs where one of them cannot be meant.</summary>
    /// <exception cref="UsageException">One cannot.</exception>
    public void CheckValues()
    {
        foreach (var (option, value) in _options.Where(given => given.Value is not null))
            option.Check(value!, _now);
    }

    /// <summary>Whether the option was given at all.</summary>
    public bool Has(OptionDefinition option) => _options.Exists(given => given.Option == option);

    /// <summary>The last value given, or <see langword="null"/>.</summary>
    public string? Value(OptionDefinition option) => Values(option).LastOrDefault();

    /// <summary>The last value given, read; or <see langword="null"/>.</summary>
    public T? Value<T>(OptionDefinition<T> option) => Values(option).LastOrDefault() is { } text ? option.Read(text, _now) : default;

    /// <summary>The name that Allow, Deny and Explain are about: to them, --domain and --host mean the same.</summary>
    public string? Site => Value(Option.Domain) ?? Value(Option.Host);

    /// <summary>A flag's value: true where it stands alone, the value behind <c>=</c>, or the default.</summary>
    public bool Flag(OptionDefinition option, bool otherwise = false) =>
        Has(option) ? _options.Last(given => given.Option == option).Value is not { } value || bool.Parse(value) : otherwise;

    // Behind Exec, the first word that is not an option begins the command, as with docker exec.
    private bool TakesCommand => Targets is [.., var last] && IsCommandTarget(last);

    private static bool IsCommandTarget(string word) => Option.CommandTargets.Contains(word, StringComparer.OrdinalIgnoreCase);

    private IEnumerable<string> Values(OptionDefinition option) =>
        _options.Where(given => given.Option == option).Select(given => given.Value).OfType<string>();

    private void AddOption(IReadOnlyList<string> arguments, ref int i)
    {
        var (spelling, value) = arguments[i].Split('=', 2) is [var name, var text] ? (name, text) : (arguments[i], null);
        var option = Option.Spelled(spelling) ?? throw Unknown(spelling);
        if (value is not null && option is { IsFlag: true, IsFrosting: true })
            throw new UsageException($"{spelling} takes no value.");

        if (value is null && !option.IsFlag)
        {
            // An option where a value should stand: --reason $X --local, with nothing in X.
            if (++i == arguments.Count || Option.Spelled(arguments[i].Split('=')[0]) is not null)
                throw new UsageException($"{spelling} needs a value: {spelling}={option.Value}.");
            value = arguments[i];
        }

        Check(option, spelling, value);
        _options.Add((option, value));
    }

    private static void Check(OptionDefinition option, string spelling, string? value)
    {
        if (option.IsFlag && (value is null || bool.TryParse(value, out _)))
            return;
        if (option.IsFlag)
            throw new UsageException($"{option}={value} is neither true nor false.");
        if (string.IsNullOrWhiteSpace(value))
            throw new UsageException($"{spelling} is empty: write {spelling}={option.Value}, or leave it out.");
        if (!option.Values.Allow(value))
            throw new UsageException($"{spelling}={value}: write {string.Join(", ", option.Values.Words.SkipLast(1))} or {option.Values.Words[^1]}.");
        if (option == Option.Working && !Directory.Exists(value))
            throw new UsageException($"{spelling}={value}: there is no such folder.");
    }

    private static UsageException Stray(string word, IReadOnlyCollection<string> targets, string hint) => new(
        Nearest.To(word, targets) is { } near
            ? $"'{word}' is not a target. Did you mean {near}?{hint}"
            : $"'{word}' is neither an option nor a target. Without a target, the menu of all targets is shown.{hint}");

    private static UsageException Unknown(string spelling)
    {
        var known = Option.Table.SelectMany(option => option.Spellings).Select(Option.Dashed);
        var hint = Nearest.To(spelling, known) is { } near ? $" Did you mean {near}?" : " --help lists all of them.";

        return new UsageException($"Unknown option {spelling}.{hint}");
    }

    private void CheckTargets(IReadOnlyCollection<string> targets)
    {
        foreach (var target in Targets.Where(target => !targets.Contains(target, StringComparer.OrdinalIgnoreCase)))
        {
            var hint = Nearest.To(target, targets) is { } near
                ? $"Did you mean --target={near}?"
                : "Without a target, the menu of all targets is shown.";
            throw new UsageException($"Unknown target '{target}'. {hint}");
        }
    }
}
