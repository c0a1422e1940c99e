using System.Globalization;
using System.Security.Cryptography;

namespace AiSandbox.Host.Features.Watch;

/// <summary>
/// Notices that the list was saved, by looking at what its files hold: editors save in many ways, and notifications of
/// the system do not come through every mount. A new day counts as well, since entries may end with the last one.
/// </summary>
public sealed class ListPoll(IReadOnlyList<string> files, Func<DateOnly> today)
{
    private string? _handled;
    private string? _seen;

    /// <summary>Takes what the files hold now for known.</summary>
    public void Accept() => _handled = _seen = Look() ?? _seen;

    /// <summary>
    /// Whether there is something new that has settled: half of a file, between two writes of an editor, is no list.
    /// </summary>
    public bool IsNew()
    {
        var now = Look();
        var hasSettled = now is not null && now == _seen;
        _seen = now;
        if (!hasSettled || now == _handled)
            return false;

        _handled = now;
        return true;
    }

    private string? Look()
    {
        try
        {
            string[] parts =
            [
                today().ToString("O", CultureInfo.InvariantCulture),
                .. files.Select(Hash),
            ];
            return string.Join('|', parts);
        }
        catch (IOException)
        {
            // Somebody is writing it at this moment: it has not settled, and is looked at again.
            return null;
        }
    }

    private static string Hash(string path) =>
        File.Exists(path) ? Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))) : "none";
}
