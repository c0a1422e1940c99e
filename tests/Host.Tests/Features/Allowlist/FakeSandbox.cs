using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines;
using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Engines.Logs;
using AiSandbox.Host.Engines.PrivateEngines;
using AiSandbox.Host.Features.Allowlist;
using AiSandbox.Host.Features.Explain;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Lists;
using AiSandbox.Host.Model.Vendors;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Host.Platform.Files.Trees;
using AiSandbox.Host.Platform.Git;
using AiSandbox.Host.Platform.Terminal;
using AiSandbox.Policy;
using Host.Tests.Model.Settings;

namespace Host.Tests.Features.Allowlist;

/// <summary>A checkout whose sandbox is played: it runs or not, and takes over a list or not.</summary>
internal sealed class FakeSandbox : ICommandRunner, IReporter, IDisposable
{
    private readonly TempCheckout _folder = new();

    public FakeSandbox(string shared, string? local = null, string? managed = null)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Checkout.Templates, "data"));
        const string suffixes = "data/public_suffix_list.dat";
        File.Copy(Path.Combine(TempCheckout.Repository, "templates", suffixes), Path.Combine(_folder.Checkout.Templates, suffixes));
        Directory.CreateDirectory(_folder.Checkout.Presets);
        File.Copy(Path.Combine(TempCheckout.Repository, "templates", "presets", "npm.txt"), Path.Combine(_folder.Checkout.Presets, "npm.txt"));
        Write("allowed-sites.txt", shared);
        if (local is not null)
            Write("allowed-sites.local.txt", local);

        var options = new HostOptions { Name = SandboxName.Parse("box"), DockerHost = "tcp://engine.example:2375" };
        var store = new AllowlistStore(_folder.Checkout, options, new Day(), Managed(managed));
        var engine = new EngineAccess(
            new EngineLocator(this, options),
            new PrivateEngine(this, new EnginePackages(this, _folder.Checkout), new EngineTraces(this), this, options, _folder.Checkout));
        Live = new LivePolicy(_folder.Checkout, options, engine, new DockerCli(this, engine.ConnectAsync, _folder.Checkout.Root));
        Editor = new AllowlistEditor(store, Live, Keys, this, options, _folder.Checkout);
        Explainer = log => new AllowlistExplainer(
            store, Live, new GitBlame(this), new ProxyLog(log), new Engines.Logs.Lines.Clock(Engines.Logs.Lines.Time), options, _folder.Checkout);
        ProxyListFiles.Write(_folder.Checkout.Configs, ProxyLists.Of(store.Lint().Sites));
    }

    public AllowlistEditor Editor { get; }

    public HeldKeys Keys => new(_folder.Checkout);

    /// <summary>Makes an explainer that reads a log.</summary>
    public Func<IProxyLogSource, AllowlistExplainer> Explainer { get; }

    public LivePolicy Live { get; }

    /// <summary>The running containers' names; none, and no engine, where <see langword="null"/>.</summary>
    public string[]? Running { get; init; } = ["box-proxy-1", "box-guard-1", "box-gate-1"];

    /// <summary>What the engine's command line says instead of its version.</summary>
    public CommandResult? Version { get; init; }

    /// <summary>The exit codes of the next reloads; zero after them.</summary>
    public Queue<int> Reloads { get; } = new();

    /// <summary>What was run in containers, with the list of port 443 that lay there.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>What the user saw.</summary>
    public List<string> Lines { get; } = [];

    public string Read(string name) => File.ReadAllText(Path.Combine(_folder.Checkout.Root, name));

    public bool Has(string name) => File.Exists(Path.Combine(_folder.Checkout.Root, name));

    public void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.Checkout.Root, name), text);

    public void Dispose() => _folder.Dispose();

    private ManagedList? Managed(string? text)
    {
        if (text is null)
            return null;

        var path = Path.Combine(_folder.Folder("managed"), "managed-sites.txt");
        File.WriteAllText(path, text);
        return new ManagedList(path, FileStatus.User);
    }

    Task<CommandResult> ICommandRunner.TryAsync(Command command, CancellationToken cancellation) => Task.FromResult(command.Arguments switch
    {
        ["blame" or "ls-files", ..] => new CommandResult(128, "", "no repository"),
        ["version", ..] when Version is { } version => version,
        ["version", ..] when Running is null => throw new CommandException(command, null, "not found"),
        ["version", ..] => new CommandResult(0, """{"Client":{},"Server":{"Version":"28.2.2"}}""", ""),
        ["compose", "version", ..] => new CommandResult(0, "2.40.0", ""),
        ["container", "inspect", .., var name] => new CommandResult(0, Running!.Contains(name) ? "true" : "false", ""),
        _ => throw new NotSupportedException(command.ToString()),
    });

    Task<CommandResult> ICommandRunner.RunAsync(Command command, CancellationToken cancellation)
    {
        Calls.Add($"{string.Join(' ', command.Arguments)}: {Read("configs/proxy/allowed-443").ReplaceLineEndings(" ").Trim()}");
        return Reloads.TryDequeue(out var code) && code != 0
            ? throw new CommandException(command, code, "bungled line 7")
            : Task.FromResult(new CommandResult(0, "", ""));
    }

    Task ICommandRunner.StreamAsync(Command command, Action<string> line, CancellationToken cancellation) => throw new NotSupportedException();

    Task<CommandResult> ICommandRunner.ConverseAsync(
        Command command, Action<string> line, CancellationToken cancellation) =>
        throw new NotSupportedException();

    Task<int> ICommandRunner.AttachAsync(Command command, CancellationToken cancellation) => throw new NotSupportedException();

    Task<T> IReporter.StepAsync<T>(string title, Func<Action<string>, Task<T>> work) => work(_ => { });

    void IReporter.Line(string text) => Lines.Add(text);

    void IReporter.Warn(string text) => Lines.Add(text);

    void IReporter.Confirm(string question, bool yes)
    {
    }

    private sealed class Day : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => new(global::Policy.Tests.Lists.Today, new TimeOnly(12, 0), TimeSpan.Zero);
    }
}
