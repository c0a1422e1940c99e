namespace AiSandbox.Host.Features.Traffic;

/// <summary>What a report is about.</summary>
/// <param name="Source">Whose log it is, in words.</param>
/// <param name="Since">From when on requests count; all where <see langword="null"/>.</param>
/// <param name="Budget">The bytes that may be sent to an entry; <see langword="null"/> where there is no limit.</param>
/// <param name="Now">When it was made.</param>
/// <param name="Zone">The zone that times are shown in.</param>
internal sealed record TrafficScope(string Source, DateTimeOffset? Since, long? Budget, DateTimeOffset Now, TimeZoneInfo Zone);
