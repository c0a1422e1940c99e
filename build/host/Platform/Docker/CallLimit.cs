namespace AiSandbox.Host.Platform.Docker;

/// <summary>
/// How long a call of the engine may take. An engine, or what watches one container for it, can stop answering without
/// going away: then whoever waits waits for ever.
/// </summary>
public static class CallLimit
{
    /// <summary>A question, which a healthy engine answers in a tenth of a second.</summary>
    public static readonly TimeSpan Question = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan Change = TimeSpan.FromMinutes(2);

    // Downloads, builds, and copies of a whole /root: only what hangs takes as long as that.
    private static readonly TimeSpan Work = TimeSpan.FromHours(2);

    /// <summary>The limit of a call that was given none.</summary>
    /// <param name="arguments">The arguments of docker's CLI.</param>
    public static TimeSpan Of(IReadOnlyList<string> arguments) => arguments switch
    {
        ["version" or "info" or "ps" or "inspect" or "top", ..] or [_, "ls" or "inspect" or "version", ..] => Question,
        ["exec" or "stop" or "start" or "restart" or "kill" or "pause" or "unpause" or "rm" or "events" or "logs", ..] => Change,
        ["network" or "volume" or "container", ..] or ["image", "rm" or "tag", ..] => Change,
        _ => Work,
    };
}
