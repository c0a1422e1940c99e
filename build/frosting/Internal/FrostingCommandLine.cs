using Cake.Cli;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Scripting;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Internal;

/// <summary>
/// The options that every host has; all others are arguments of its own. Read by hand: Spectre's CommandApp, which the package
/// has here, takes a tenth of a host's start for ten options.
/// </summary>
internal sealed class FrostingCommandLine
{
    private static readonly ILookup<string, string> Names = new (string Name, string[] Spellings)[]
    {
        ("target", ["-t", "--target", "--Target"]),
        ("verbosity", ["-v", "--verbosity"]),
        ("working", ["-w", "--working"]),
        ("exclusive", ["-e", "--exclusive"]),
        ("dryrun", ["--dryrun", "--noop", "--whatif"]),
        ("tree", ["--tree", "--showtree"]),
        ("description", ["--description", "--descriptions", "--showdescription", "--showdescriptions"]),
        ("no-report", ["--no-report"]),
        ("version", ["--version", "--ver"]),
        ("info", ["--info"]),
    }.SelectMany(option => option.Spellings, (option, spelling) => (spelling, option.Name))
        .ToLookup(option => option.spelling, option => option.Name, StringComparer.Ordinal);

    private static readonly string[] Valued = ["target", "verbosity", "working"];

    private readonly ILookup<string, string?> _own;
    private readonly ILookup<string, string?> _others;

    private FrostingCommandLine(List<(string Name, string? Value)> own, List<(string Name, string? Value)> others)
    {
        _own = own.ToLookup(option => option.Name, option => option.Value, StringComparer.Ordinal);
        _others = others.ToLookup(option => option.Name, option => option.Value, StringComparer.OrdinalIgnoreCase);
        Targets = _own["target"].OfType<string>().DefaultIfEmpty("Default").ToList();
        Verbosity = _own["verbosity"].LastOrDefault() is { } level ? ParseVerbosity(level) : null;
    }

    private IReadOnlyList<string> Targets { get; }

    private Verbosity? Verbosity { get; }

    /// <summary>Reads a command line.</summary>
    /// <exception cref="FormatException">A value is missing, too many or wrong, or a word is no option.</exception>
    public static FrostingCommandLine Parse(IReadOnlyList<string> arguments)
    {
        var (own, others) = (new List<(string, string?)>(), new List<(string, string?)>());
        var remaining = new Queue<string>(arguments);
        while (remaining.TryDequeue(out var argument))
        {
            if (argument is "--")
                continue;
            if (!argument.StartsWith('-'))
                throw new FormatException($"Unknown command '{argument}'.");

            var parts = argument.Split('=', 2);
            var value = parts.Length > 1 ? parts[1] : null;
            if (Names[parts[0]].FirstOrDefault() is not { } name)
                others.Add((parts[0].TrimStart('-'), value ?? Following(remaining)));
            else if (!Valued.Contains(name, StringComparer.Ordinal))
                own.Add((name, value is null ? null : throw new FormatException($"{parts[0]} takes no value.")));
            else
                own.Add((name, value ?? Following(remaining) ?? throw new FormatException($"{parts[0]} needs a value.")));
        }

        return new FrostingCommandLine(own, others);
    }

    /// <summary>What a task sees of it.</summary>
    public CakeArguments ToCakeArguments()
    {
        var targets = Targets.Select(target => (Name: "target", Value: (string?)target));
        var report = _own.Contains("no-report") ? new[] { (Name: "Settings_NoReport", Value: (string?)"true") } : [];
        var others = _others.SelectMany(option => option.Select(value => (Name: option.Key, Value: value)));

        return new CakeArguments(targets.Concat(report).Concat(others)
            .ToLookup(option => option.Name, option => option.Value ?? "", StringComparer.Ordinal));
    }

    /// <summary>Does what it asks for.</summary>
    public async Task RunAsync(IServiceProvider provider)
    {
        if (_own.Contains("version") || _own.Contains("info"))
        {
            var console = provider.GetRequiredService<IConsole>();
            if (_own.Contains("version"))
                provider.GetRequiredService<ICakeVersionFeature>().Run(console);
            else
                provider.GetRequiredService<ICakeInfoFeature>().Run(console);
            return;
        }

        // What the command line says holds from here on, so that the next line can fail in as many words as were asked
        // for; the rest of the configuration is only known in the right directory.
        var log = provider.GetRequiredService<ICakeLog>();
        log.Verbosity = Verbosity ?? log.Verbosity;
        EnterWorkingDirectory(provider);
        log.Verbosity = provider.GetRequiredService<ICakeConfiguration>().GetVerbosity(Verbosity);

        var host = (IScriptHost)provider.GetRequiredService(ScriptHost());
        if (_own.Contains("exclusive"))
            host.Settings.UseExclusiveTarget();

        await provider.GetRequiredService<FrostingEngine>().RunAsync(host, Targets);
    }

    private static string? Following(Queue<string> remaining) =>
        remaining.TryPeek(out var next) && !next.StartsWith('-') ? remaining.Dequeue() : null;

    private static Verbosity ParseVerbosity(string level)
    {
        try
        {
            return (Verbosity)new VerbosityConverter().ConvertFrom(level)!;
        }
        catch (Exception wrong) when (wrong is CakeException or NotSupportedException or InvalidOperationException)
        {
            throw new FormatException($"'{level}' is no verbosity.", wrong);
        }
    }

    private void EnterWorkingDirectory(IServiceProvider provider)
    {
        var environment = provider.GetRequiredService<ICakeEnvironment>();
        var path = (_own["working"].LastOrDefault() is { } wanted ? new DirectoryPath(wanted) : environment.WorkingDirectory)
            .MakeAbsolute(environment);
        if (!provider.GetRequiredService<IFileSystem>().GetDirectory(path).Exists)
            throw new FrostingException($"The working directory '{path.FullPath}' does not exist.");

        environment.WorkingDirectory = path;
    }

    private Type ScriptHost()
    {
        if (_own.Contains("dryrun"))
            return typeof(DryRunScriptHost<IFrostingContext>);
        if (_own.Contains("tree"))
            return typeof(TreeScriptHost);

        return _own.Contains("description") ? typeof(DescriptionScriptHost) : typeof(BuildScriptHost<IFrostingContext>);
    }
}
