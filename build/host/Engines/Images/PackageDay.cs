using System.Globalization;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Files;

namespace AiSandbox.Host.Engines.Images;

/// <summary>
/// The day that the packages in the images are of. Each layer has it in its key: what comes out of the engine's cache is no
/// older than that. All sandboxes of a checkout share the day, and with it the layers.
/// </summary>
public sealed class PackageDay(Checkout checkout, TimeProvider time)
{
    /// <summary>For so many days a build takes the packages of the one before.</summary>
    public const int Kept = 7;

    /// <summary>From so many days on packages are said to be old.</summary>
    public const int Old = 14;

    // The day; in a second line, where that is so, the day on which no newer packages could be had.
    private string Path => System.IO.Path.Combine(checkout.Artifacts, "images", "packages");

    /// <summary>
    /// Builds with the packages of the last build; once those are a week old, with newer ones. Where these cannot be had, as
    /// without a network, the last ones are in the engine's cache, and the next attempt is tomorrow's.
    /// </summary>
    /// <param name="refresh">Whether they are to be today's, and nothing else will do.</param>
    /// <param name="build">Builds with those of a day.</param>
    /// <returns>The day of the last ones, where these had to do; else <see langword="null"/>.</returns>
    public async Task<DateOnly?> UseAsync(bool refresh, Func<DateOnly, Task> build)
    {
        DateOnly? last = Line(0) is { } day && day <= Today ? day : null;
        var wanted = !refresh && last is { } kept && (kept > Today.AddDays(-Kept) || Line(1) == Today) ? kept : Today;
        try
        {
            await build(wanted);
            if (wanted != last)
                FileStore.Write(Path, Text(wanted));
            return null;
        }
        catch (Exception failed) when (failed is CommandException or SandboxException && last is not null && last != wanted && !refresh)
        {
            // What fails for another reason fails again.
            await build(last.Value);
            FileStore.Write(Path, $"{Text(last.Value)}\n{Text(Today)}");
            return last;
        }
    }

    /// <summary>The next build takes today's.</summary>
    public void Forget()
    {
        if (File.Exists(Path))
            File.Delete(Path);
    }

    /// <summary>How old packages are, in days.</summary>
    public int Age(DateOnly day) => Today.DayNumber - day.DayNumber;

    /// <summary>A day as it stands in a key and in a label.</summary>
    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Reads one; <see langword="null"/> where it is none.</summary>
    public static DateOnly? Parse(string text) =>
        DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    private DateOnly? Line(int index) =>
        File.Exists(Path) && File.ReadAllLines(Path) is { } lines && lines.Length > index ? Parse(lines[index]) : null;
}
