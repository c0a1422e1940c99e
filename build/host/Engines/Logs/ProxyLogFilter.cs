namespace AiSandbox.Host.Engines.Logs;

/// <summary>Which lines of the proxy's log are shown. A line that cannot be read always is.</summary>
/// <param name="Since">Events that ended before are left out.</param>
/// <param name="DeniedOnly">Whether events that passed are left out.</param>
/// <param name="Noise">Whether requests are shown that the workspace did not make.</param>
public sealed record ProxyLogFilter(DateTimeOffset? Since = null, bool DeniedOnly = false, bool Noise = false)
{
    /// <summary>Whether a line is shown.</summary>
    public bool Shows(ProxyLogLine line) => line.Event is not { } request
        || ((Since is not { } since || request.Time >= since)
            && (!DeniedOnly || request.IsDenied)
            && (Noise || !request.IsNoise));
}
