using AiSandbox.Host.Cli;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Files;
using AiSandbox.Policy;
using AiSandbox.Policy.Presets;

namespace AiSandbox.Host.Model.Lists;

/// <summary>
/// The files of the allowlist: <c>allowed-sites.txt</c>, and <c>allowed-sites.local.txt</c> where it exists.
/// </summary>
/// <param name="time">The clock that <c>until</c> is read by, in the zone of this machine.</param>
/// <param name="managed">The list above; that of this machine where none is named.</param>
public sealed class AllowlistStore(Checkout checkout, HostOptions options, TimeProvider time, ManagedList? managed = null)
{
    private readonly Lazy<PublicSuffixList> _suffixes = new(() => ReadSuffixes(checkout));

    /// <summary>The file, as it is shown: its path from the checkout's root.</summary>
    public string Shared { get; } = checkout.Show("allowed-sites.txt");

    /// <summary>The file that is not committed, as it is shown.</summary>
    public string Local { get; } = checkout.Show("allowed-sites.local.txt");

    /// <summary>Both files by absolute path, whether they are there or not.</summary>
    public IReadOnlyList<string> Paths => [PathOf(Shared), PathOf(Local)];

    /// <summary>The day that <c>until</c> is read by.</summary>
    public DateOnly Today => DateOnly.FromDateTime(time.GetLocalNow().DateTime);

    /// <summary>The domains below which anybody can register.</summary>
    public PublicSuffixList Suffixes => _suffixes.Value;

    /// <summary>What lines like <c>@npm</c> stand for.</summary>
    public PresetCatalogue Presets => ReadPresets(checkout.Presets, Suffixes);

    /// <summary>All presets, by name.</summary>
    /// <exception cref="SandboxException">A file is wrong.</exception>
    public IReadOnlyList<Preset> AllPresets => Presets is var presets && presets.Problems is { Count: > 0 } problems
        ? throw new SandboxException(
            string.Join('\n', LintReport.Lines(problems).Append("A preset cannot be read.")),
            $"git restore {PresetCatalogue.Folder}",
            ExitCodes.Usage)
        : presets.All;

    /// <summary>Reads and checks the files.</summary>
    /// <exception cref="SandboxException">The file is missing.</exception>
    public LintResult Lint() => Lint(Read());

    /// <summary>Checks what the files hold, or would hold after an edit.</summary>
    public LintResult Lint(IReadOnlyList<AllowlistSource> sources) =>
        AllowlistLinter.Lint(sources, Suffixes, Presets, Today, Bound());

    /// <summary>What no entry may go beyond; <see langword="null"/> where nobody manages this machine's lists.</summary>
    /// <exception cref="SandboxException">It cannot be trusted, or not be read.</exception>
    public ManagedBound? Bound() => (managed ?? ManagedList.OfThisMachine).Read() is { } source ? ManagedBound.Read(source, Suffixes, Today) : null;

    /// <summary>Reads the files that are there, the committed one first.</summary>
    /// <exception cref="SandboxException">The file is missing.</exception>
    public IReadOnlyList<AllowlistSource> Read()
    {
        Require();
        string[] present = File.Exists(PathOf(Local)) ? [Shared, Local] : [Shared];
        return [.. present.Select(name => new AllowlistSource(name, File.ReadAllBytes(PathOf(name))))];
    }

    /// <summary>Makes sure that there is a list.</summary>
    /// <exception cref="SandboxException">The file is missing.</exception>
    public void Require()
    {
        if (!File.Exists(PathOf(Shared)))
            throw Missing();
    }

    /// <summary>The list that is in force.</summary>
    /// <exception cref="SandboxException">It is refused; the message has every finding, the exit code is <see
    /// cref="ExitCodes.Usage"/>.</exception>
    public AllowedSites Load()
    {
        var result = Lint();
        return result.IsRefused ? throw Refusal(result, LintReport.Lines(result.Findings)) : result.Sites;
    }

    /// <summary>The exception that refuses a list.</summary>
    /// <param name="result">What the linter found.</param>
    /// <param name="details">What the message says before its last line.</param>
    public SandboxException Refusal(LintResult result, IEnumerable<string> details)
    {
        var errors = result.Findings.Where(finding => finding.Severity == Severity.Error).ToList();
        var count = LintReport.Count(errors.Count, "error");
        var lint = options.CommandFor("Lint");

        return new SandboxException(
            string.Join('\n', details.Append($"The allowlist is not valid: {count}. What was in force stays so.")),
            errors.Exists(error => error.IsFixable) ? $"{lint} --fix" : $"correct the lines by hand, then {lint}",
            ExitCodes.Usage);
    }

    /// <summary>Writes what can be corrected, each file atomically and with the mode it had.</summary>
    /// <returns>The findings that are taken care of.</returns>
    public IReadOnlyList<Finding> Fix()
    {
        var result = Lint();
        foreach (var file in result.Fixed.Where(file => file.IsChanged))
            Write(file.File, file.Text);

        return [.. result.Findings.Where(finding => finding.IsFixable)];
    }

    /// <summary>Writes one of the files atomically and with the mode it had.</summary>
    /// <param name="name">The file, as it is shown.</param>
    /// <param name="text">What it holds from now on.</param>
    public void Write(string name, string text)
    {
        // A link stays one: what it leads to is replaced.
        var path = PathOf(name);
        path = File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
        var mode = OperatingSystem.IsWindows() || !File.Exists(path) ? FileStore.Public : File.GetUnixFileMode(path);
        FileStore.Write(path, text, mode);
    }

    /// <summary>Removes the file that is not committed, because nothing is left in it.</summary>
    public void RemoveLocal() => File.Delete(PathOf(Local));

    /// <summary>The presets of a folder; none where it is missing.</summary>
    internal static PresetCatalogue ReadPresets(string folder, PublicSuffixList suffixes) => new(
        Directory.Exists(folder)
            ? Directory.GetFiles(folder, "*.txt")
                .Where(path => PresetCatalogue.IsName(Path.GetFileNameWithoutExtension(path)))
                .Select(path => KeyValuePair.Create(
                    Path.GetFileNameWithoutExtension(path), (ReadOnlyMemory<byte>)File.ReadAllBytes(path)))
            : [],
        suffixes);

    private string PathOf(string name) => Path.GetFullPath(name, checkout.Root);

    private SandboxException Missing() => checkout.IsMain
        ? new($"{PathOf(Shared)} is missing.", $"git restore {Shared}", ExitCodes.Usage)
        : new($"{Shared} is missing: sandbox {options.Name} has no list yet.", options.CommandFor("PrepareEnv"), ExitCodes.Usage);

    private static PublicSuffixList ReadSuffixes(Checkout checkout)
    {
        var path = Path.Combine(checkout.Templates, "data", "public_suffix_list.dat");
        return File.Exists(path)
            ? PublicSuffixList.Parse(File.ReadAllText(path))
            : throw new SandboxException($"{path} is missing.", "git restore templates/data");
    }
}
