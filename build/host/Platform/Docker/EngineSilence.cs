namespace AiSandbox.Host.Platform.Docker;

/// <summary>The failure of an engine that is there and does not answer in time. One that is not there is another.</summary>
internal static class EngineSilence
{
    /// <summary>The failure.</summary>
    public static SandboxException Of(string message, string next, TimeoutException? inner = null) =>
        new(message, next, ExitCodes.NoEngine, inner ?? new TimeoutException(message));

    /// <summary>Whether a failure is that.</summary>
    public static bool Is(SandboxException failure) => failure.InnerException is TimeoutException;
}
