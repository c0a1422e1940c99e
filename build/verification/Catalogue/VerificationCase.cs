using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using YamlDotNet.Serialization;

namespace AiSandbox.Verification.Catalogue;

/// <summary>What a case shows.</summary>
public enum Outcome
{
    /// <summary>Something works that must work: the demo's other half, or the positive control of a denial.</summary>
    Allow,

    /// <summary>Something is refused. Nothing of it arrives at the internet.</summary>
    Deny,
}

/// <summary>Where the command of a case runs.</summary>
public enum Place
{
    /// <summary>In the workspace, as the agent would.</summary>
    Workspace,

    /// <summary>
    /// In the proxy's container, from its public side: a control of the way to the internet and its canaries.
    /// </summary>
    Proxy,

    /// <summary>
    /// In the simulated internet itself: a control of a canary that the proxy's image has no client for.
    /// </summary>
    Internet,

    /// <summary>In the gate, which has the engine's own files of the workspace's network: a look at these.</summary>
    Gate,

    /// <summary>In a service beside the workspace, as somebody who has taken it.</summary>
    Service,

    /// <summary>
    /// In the workspace of a second sandbox with a list of its own, which stands beside the first for the whole run.
    /// </summary>
    Neighbour,
}

/// <summary>What is done to a container while a case runs, and undone behind it.</summary>
public enum Disturbance
{
    /// <summary>It is killed.</summary>
    Kill,

    /// <summary>It is frozen: its sockets are there and nobody answers.</summary>
    Pause,

    /// <summary>It is restarted, and the case begins at once.</summary>
    Restart,
}

/// <summary>A fault that a case lives through.</summary>
/// <param name="Service">
/// The service whose container it strikes; of the gate the program that answers names, which starts again by itself: with the
/// container the workspace's network would go.
/// </param>
/// <param name="Do">What happens to it.</param>
public sealed record Fault(
    [property: Required, AllowedValues("proxy", "guard", "keys", "gateway", "internet", "gate", ErrorMessage = "'service' is one of proxy, guard, keys, gateway, internet, gate.")] string Service,
    [property: Required] Disturbance Do);

/// <summary>One case of the catalogue, as it stands in its file.</summary>
[Description("A case")]
[OneOf("A case has one of 'run' (words of a command) and 'script' (lines for bash).", "run", "script")]
public sealed record VerificationCase : Written
{
    /// <summary>Its name in every report: lower-case words and dashes, unique in the catalogue.</summary>
    [Required, RegularExpression("[a-z0-9]+(-[a-z0-9]+)*", ErrorMessage = "'{0}' is not an id: lower-case words joined by dashes.")]
    public string Id { get; init; } = "";

    /// <summary>What is tried and what must come of it.</summary>
    [Required, Live]
    public string Title { get; init; } = "";

    /// <summary>Why it matters, in one sentence.</summary>
    [Required]
    public string Why { get; init; } = "";

    /// <summary>Where more is said of it: a CVE, a standard, a page of a vendor. Empty where nothing is.</summary>
    public string Reference { get; init; } = "";

    /// <summary>What it shows.</summary>
    [Required]
    public Outcome Outcome { get; init; }

    /// <summary>Where it runs.</summary>
    public Place At { get; init; }

    /// <summary>The command, word by word, with placeholders.</summary>
    [Live]
    public IReadOnlyList<string> Run { get; init; } = [];

    /// <summary>The command as lines for bash.</summary>
    [Live]
    public string Script
    {
        init => Run = ["bash", "-c", value];
    }

    /// <summary>Whether no other case may run beside it, because it disturbs others or is disturbed by them.</summary>
    public bool Alone { get; init; }

    /// <summary>What happens to a container while it runs; mostly nothing.</summary>
    public Fault? Fault { get; init; }

    /// <summary>
    /// The list that the running proxy is told to take over before it runs, as allowed-443 and allowed-22 hold it;
    /// <see langword="null"/> where it runs with the list of the run. Undone behind it.
    /// </summary>
    public IReadOnlyList<string>? List { get; init; }

    /// <summary>How long it may take.</summary>
    [Live]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What the client must see: the first witness.</summary>
    [Required, Live]
    public ClientExpectation Expect { get; init; } = ClientExpectation.Failure;

    /// <summary>
    /// The lines of the proxy's log, each at least once and no others: the second witness. Empty: none at all.
    /// </summary>
    [Required, Live, OrNone]
    public IReadOnlyList<ProxyExpectation> Proxy { get; init; } = [];

    /// <summary>
    /// What must arrive at the simulated internet, and nothing else: the third witness. Empty: nothing.
    /// </summary>
    [Required, OrNone]
    public IReadOnlyList<InternetExpectation> Internet { get; init; } = [];

    /// <summary>The cases that show, in the same run, that a denial is not the silence of something dead.</summary>
    [YamlMember(Alias = "control")]
    public IReadOnlyList<string> Controls { get; init; } = [];

    /// <summary>
    /// The case as it runs against the real internet; <see langword="null"/> where it does not. Read last: it is this one, with what
    /// is different there.
    /// </summary>
    [Required]
    public VerificationCase? Live { get; init; }

    /// <summary>The family: the name of its file, with "own: " before it where a user wrote it.</summary>
    public string Family =>
        $"{(Origin.File.StartsWith(CaseCatalogue.Own, StringComparison.Ordinal) ? "own: " : "")}{Path.GetFileNameWithoutExtension(Origin.File)}";
}
