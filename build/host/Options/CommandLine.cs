using AiSandbox.Policy;

namespace AiSandbox.Host.Options;

/// <summary>
/// The command line, split into names and values and checked before anything runs. Frosting takes unknown options for
/// arguments of the script and goes on; here <c>--tagret=Down</c> is an error.
/// </summary>
public sealed class CommandLine
{
    private readonly List<(OptionDefinition Option, string? Value)> _options = [];

    private CommandLine()
    {
    }

    /// <summary>What Frosting is given: the options that are its own. It would read a value that looks like one of them.</summary>
    public IReadOnlyList<string> FrostingArguments =>
        [.. _options.Where(given => given.Option.IsFrosting).Select(given => $"--{given.Option.Name}{(given.Value is { } value ? "=" + value : "")}")];

    /// <summary>The command of Exec, Shell and Agent, word by word: what stands behind a bare <c>--</c>, or behind the target.</summary>
    public IReadOnlyList<string> CommandWords { get; private set; } = [];

    /// <summary>The targets asked for, in order.</summary>
    public IReadOnlyList<string> Targets => [.. Values("target")];

    /// <summary>Whether results alone are asked for.</summary>
    public bool IsQuiet => Value("verbosity") is ['q' or 'Q', ..];

    /// <summary>The options that were given.</summary>
    public IEnumerable<OptionDefinition> Given => _options.Select(given => given.Option).Distinct();

    /// <summary>Splits and checks a command line.</summary>
    /// <param name="arguments">As the process got them.</param>
    /// <param name="targets">The names of all targets.</param>
    /// <param name="isPowerShell">Whether PowerShell handed them on, which takes some words apart.</param>
    /// <exception cref="UsageException">An unknown option or target, a missing or unwanted value, a stray word.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments, IReadOnlyCollection<string> targets, bool isPowerShell = false)
    {
        var line = new CommandLine();
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
                line._options.Add((OptionCatalogue.Named("target"), word));
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
        return own.Where((word, i) => IsCommandTarget(word) && (i == 0 || OptionCatalogue.Spelled(own[i - 1]) is not { IsFlag: false, Name: not "target" })
            || (word.Split('=', 2) is [var spelling, var value] && OptionCatalogue.Spelled(spelling)?.Name == "target" && IsCommandTarget(value))).Any();
    }

    /// <summary>Whether the option was given at all.</summary>
    public bool Has(string name) => _options.Exists(given => given.Option.Name == name);

    /// <summary>The last value given, or <see langword="null"/>.</summary>
    public string? Value(string name) => Values(name).LastOrDefault();

    /// <summary>A flag's value: true where it stands alone, the value behind <c>=</c>, or the default.</summary>
    /// <exception cref="UsageException">The value is neither true nor false.</exception>
    public bool Flag(string name, bool otherwise = false)
    {
        if (!Has(name))
            return otherwise;

        var value = _options.Last(given => given.Option.Name == name).Value;
        return value is null || (bool.TryParse(value, out var flag)
            ? flag
            : throw new UsageException($"--{name}={value} is neither true nor false."));
    }

    // Behind Exec, the first word that is not an option begins the command, as with docker exec.
    private bool TakesCommand => Targets is [.., var last] && IsCommandTarget(last);

    private static bool IsCommandTarget(string word) => OptionCatalogue.CommandTargets.Contains(word, StringComparer.OrdinalIgnoreCase);

    private IEnumerable<string> Values(string name) =>
        _options.Where(given => given.Option.Name == name).Select(given => given.Value).OfType<string>();

    private void AddOption(IReadOnlyList<string> arguments, ref int i)
    {
        var (spelling, value) = arguments[i].Split('=', 2) is [var name, var text] ? (name, text) : (arguments[i], null);
        var option = OptionCatalogue.Spelled(spelling) ?? throw Unknown(spelling);
        if (value is not null && option is { IsFlag: true, IsFrosting: true })
            throw new UsageException($"{spelling} takes no value.");

        if (value is null && !option.IsFlag)
        {
            // An option where a value should stand: --reason $X --local, with nothing in X.
            if (++i == arguments.Count || OptionCatalogue.Spelled(arguments[i].Split('=')[0]) is not null)
                throw new UsageException($"{spelling} needs a value: {spelling}={option.Value}.");
            value = arguments[i];
        }

        Check(option, spelling, value);
        _options.Add((option, value));
    }

    private static void Check(OptionDefinition option, string spelling, string? value)
    {
        if (option.IsFlag)
            return;
        if (string.IsNullOrWhiteSpace(value))
            throw new UsageException($"{spelling} is empty: write {spelling}={option.Value}, or leave it out.");
        if (!option.Values.Allow(value))
            throw new UsageException($"{spelling}={value}: write {string.Join(", ", option.Values.Words.SkipLast(1))} or {option.Values.Words[^1]}.");
        if (option.Name == "working" && !Directory.Exists(value))
            throw new UsageException($"{spelling}={value}: there is no such folder.");
    }

    private static UsageException Stray(string word, IReadOnlyCollection<string> targets, string hint) => new(
        Nearest.To(word, targets) is { } near
            ? $"'{word}' is not a target. Did you mean {near}?{hint}"
            : $"'{word}' is neither an option nor a target. Without a target, the menu of all targets is shown.{hint}");

    private static UsageException Unknown(string spelling)
    {
        var known = OptionCatalogue.All.SelectMany(option => option.Spellings).Select(OptionCatalogue.Dashed);
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
