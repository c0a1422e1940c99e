namespace AiSandbox.Host.Features.Traffic;

/// <summary>Adds bytes. What a file says may be any number, and a sum that wrapped round would hide the largest.</summary>
internal static class Bytes
{
    /// <summary>The sum of two counts, neither negative; the largest number there is where it would be larger.</summary>
    public static long Sum(long one, long other) => one > long.MaxValue - other ? long.MaxValue : one + other;
}
