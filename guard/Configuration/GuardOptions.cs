namespace AiSandbox.Guard.Configuration;

/// <summary>What the guard is told, as its configuration file names it (snake case). Every value has a default.</summary>
/// <param name="Listen">Address and port to listen on.</param>
/// <param name="Squid">Host and port of Squid.</param>
/// <param name="Lists">The folder with <c>allowed-443</c> and <c>allowed-22</c>.</param>
/// <param name="Log">The log file.</param>
/// <param name="LogBytes">The size at which the log is rotated.</param>
/// <param name="LogKeep">How many old logs are kept.</param>
/// <param name="BudgetBytesPerHost">
/// The bytes that clients may send to a host, over all its tunnels since the start; 0 for no limit. The hosts below one
/// entry such as <c>.github.com</c> share one budget: whoever may invent names below a domain gets no budget for each.
/// </param>
/// <param name="MaxConnections">The most connections at a time.</param>
/// <param name="MaxPending">The most connections at a time that have no tunnel yet.</param>
/// <param name="SpareConnections">
/// How many connections to Squid are opened ahead of need, once a tunnel was open; 0 for none. An unused one leaves a line
/// without a request in Squid's log.
/// </param>
/// <param name="HeaderSeconds">The time for a request head, from accept on.</param>
/// <param name="HoldSeconds">How long a request waits for a Squid that is away.</param>
/// <param name="AnswerSeconds">How long a request waits for the answer of a Squid that is there.</param>
/// <param name="FirstBytesSeconds">The time for the first bytes in a tunnel.</param>
/// <param name="HalfClosedSeconds">The silence after which a tunnel ends whose client has nothing more to send.</param>
/// <param name="IdleSeconds">The silence after which any tunnel ends.</param>
/// <param name="AllowEch">
/// Whether a TLS hello may carry an encrypted one (or the noise that some browsers send instead). Its name cannot be seen:
/// on a shared CDN it may be any other customer's.
/// </param>
/// <param name="Upstream">Whether Squid goes out by a proxy above it: then all but its own refusals is that one's answer.</param>
public sealed record GuardOptions(
    string Listen = "0.0.0.0:3128",
    string Squid = "squid:3128",
    string Lists = "/etc/ai-sandbox/proxy",
    string Log = "/var/log/guard/access.log",
    long LogBytes = 16 * 1024 * 1024,
    int LogKeep = 3,
    long BudgetBytesPerHost = 0,
    int MaxConnections = 512,
    int MaxPending = 128,
    int SpareConnections = 1,
    double HeaderSeconds = 10,
    double HoldSeconds = 10,
    double AnswerSeconds = 60,
    double FirstBytesSeconds = 30,
    double HalfClosedSeconds = 60,
    double IdleSeconds = 7200,
    bool AllowEch = false,
    bool Upstream = false);
