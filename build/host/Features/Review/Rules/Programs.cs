using System.Buffers.Binary;
using System.Text;
using AiSandbox.Host.Platform.Files.Trees;
using AiSandbox.Policy;

namespace AiSandbox.Host.Features.Review.Rules;

/// <summary>Files that a host starts as programs.</summary>
internal static class Programs
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Whether a file counts as a program by its mode.</summary>
    public static bool Is(TreeEntry file) => (file.Mode & Executable) is not UnixFileMode.None;

    /// <summary>Whether a file runs as its owner or its group.</summary>
    public static bool IsSetuid(TreeEntry file) => (file.Mode & (UnixFileMode.SetUser | UnixFileMode.SetGroup)) is not UnixFileMode.None;

    /// <summary>Its mode in words, as far as it counts.</summary>
    public static string Traits(TreeEntry file)
    {
        var traits = new List<string>(3);
        if (file.Mode.HasFlag(UnixFileMode.SetUser))
            traits.Add("setuid");
        if (file.Mode.HasFlag(UnixFileMode.SetGroup))
            traits.Add("setgid");
        if ((file.Mode & Executable) is not UnixFileMode.None)
            traits.Add("executable");
        return string.Join(", ", traits);
    }

    /// <summary>What kind of program the first bytes speak of.</summary>
    public static string Describe(ReadOnlySpan<byte> head) => head switch
    {
        [0x7f, (byte)'E', (byte)'L', (byte)'F', ..] => "an ELF program",
        [(byte)'M', (byte)'Z', ..] => "a Windows program",
        [(byte)'#', (byte)'!', ..] => $"a script for {Interpreter(head)}",
        _ when head.Length >= 4 && BinaryPrimitives.ReadUInt32LittleEndian(head) is 0xfeedface or 0xfeedfacf or 0xbebafeca => "a macOS program",
        _ => "no known kind of program",
    };

    private static string Interpreter(ReadOnlySpan<byte> head)
    {
        var end = head.IndexOf((byte)'\n');
        return SafeText.Of(Encoding.UTF8.GetString(head[2..(end < 0 ? Math.Min(head.Length, 80) : Math.Min(end, 80))]).Trim());
    }
}
