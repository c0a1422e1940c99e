namespace AiSandbox.Guard.Logging;

/// <summary>One line of the log.</summary>
/// <param name="Event">What happened, of <see cref="LogEvents"/>.</param>
/// <param name="Id">The connection's number since the start; 0 in a note.</param>
/// <param name="Client">The client's address, or "-" in a note.</param>
/// <param name="Method">The request's method, or "-".</param>
/// <param name="Host">The host in the spelling that went to Squid, or "-".</param>
/// <param name="Port">The port, or "-".</param>
/// <param name="Status">The status that the client was told, by the guard or by Squid; 0 for none.</param>
/// <param name="Reason">Why, of <see cref="Reasons"/>; "-" for open and answer.</param>
/// <param name="In">
/// The bytes that the client sent: of a tunnel those behind the request's head, passed on or not; else all.
/// </param>
/// <param name="Out">The bytes that were sent to the client: of a tunnel those behind Squid's head; else all.</param>
/// <param name="Milliseconds">The time since the connection was accepted.</param>
public sealed record LogEntry(
    string Event,
    long Id = 0,
    string Client = "-",
    string Method = "-",
    string Host = "-",
    string Port = "-",
    int Status = 0,
    string Reason = "-",
    long In = 0,
    long Out = 0,
    long Milliseconds = 0);
