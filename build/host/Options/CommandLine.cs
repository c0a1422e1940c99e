namespace AiSandbox.Host.Options;

/// <summary>
/// The command line, split into names and values and checked before anything runs. Frosting takes unknown options for
/// arguments of the script and goes on; here <c>--tagret=Down</c> is an error.
/// </summary>
public sealed class CommandLine
{
    private readonly List<(OptionDefinition Option, string? Value)> _options = [];

    private CommandLine(IReadOnlyList<string> frosting, IReadOnlyList<string> words) =>
        (FrostingArguments, CommandWords) = (frosting, words);

    /// <summary>What Frosting is given: everything before a bare <c>--</c>.</summary>
    public IReadOnlyList<string> FrostingArguments { get; }

    /// <summary>What stands behind a bare <c>--</c>: the command of Exec and Shell, word by word.</summary>
    public IReadOnlyList<string> CommandWords { get; }

    /// <summary>The targets asked for, in order.</summary>
    public IReadOnlyList<string> Targets => [.. Values("target")];

    /// <summary>Splits and checks a command line.</summary>
    /// <param name="arguments">As the process got them.</param>
    /// <param name="targets">The names of all targets.</param>
    /// <param name="isPowerShell">Whether PowerShell handed them on, which takes some words apart.</param>
    /// <exception cref="UsageException">An unknown option or target, a missing or unwanted value, a stray word.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments, IReadOnlyCollection<string> targets, bool isPowerShell = false)
    {
        var own = arguments.TakeWhile(argument => argument != "--").ToList();
        var line = new CommandLine(own, [.. arguments.Skip(own.Count + 1)]);
        for (var i = 0; i < own.Count; i++)
        {
            if (!own[i].StartsWith('-') || own[i] == "-")
                throw Stray(own[i], isPowerShell ? PowerShellWords.Hint(own.Take(i), own[i]) : "");

            var (option, value) = Split(own[i]);
            if (value is null && !option.IsFlag)
            {
                if (++i == own.Count)
                    throw new UsageException($"{own[i - 1]} needs a value: {own[i - 1]}={option.Value}.");
                value = own[i];
            }

            line._options.Add((option, value));
        }

        line.CheckTargets(targets);
        return line;
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

    private IEnumerable<string> Values(string name) =>
        _options.Where(given => given.Option.Name == name).Select(given => given.Value).OfType<string>();

    private static (OptionDefinition Option, string? Value) Split(string argument)
    {
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        var (spelling, value) = equals < 0 ? (argument, null) : (argument[..equals], argument[(equals + 1)..]);
        var option = Find(spelling) ?? throw Unknown(spelling);
        if (value is not null && option is { IsFlag: true, IsFrosting: true })
            throw new UsageException($"{spelling} takes no value.");

        return (option, value);
    }

    private static OptionDefinition? Find(string spelling) =>
        OptionCatalogue.All.FirstOrDefault(option => option.Spellings.Any(name => Dashed(name) == spelling));

    private static string Dashed(string name) => (name.Length == 1 ? "-" : "--") + name;

    private static UsageException Stray(string argument, string hint) => new(
        $"'{argument}' is not an option. Targets are given as --target={(argument.Length == 0 ? "NAME" : argument)}.{hint}");

    private static UsageException Unknown(string spelling)
    {
        var known = OptionCatalogue.All.SelectMany(option => option.Spellings).Select(Dashed);
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
