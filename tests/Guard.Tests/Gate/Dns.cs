using System.Text;
using AiSandbox.Guard.Gate;

namespace Guard.Tests.Gate;

/// <summary>Questions and answers as bytes.</summary>
internal static class Dns
{
    /// <summary>A question with the number 0x0507.</summary>
    public static byte[] Question(string name, int type = 1, int @class = 1, bool edns = false, int operation = 1) =>
    [
        5, 7, (byte)operation, 0, 0, 1, 0, 0, 0, 0, 0, (byte)(edns ? 1 : 0), .. Labels(name), 0, (byte)type, 0, (byte)@class,
        .. edns ? new byte[] { 0, 0, 41, 16, 0, 0, 0, 0, 0, 0, 0 } : [],
    ];

    public static byte[] Labels(string name) =>
        [.. name.Split('.', StringSplitOptions.RemoveEmptyEntries).SelectMany(label => Encoding.Latin1.GetBytes(label).Prepend((byte)label.Length)), 0];

    public static DnsCode Code(byte[] answer) => (DnsCode)(answer[3] & 15);

    /// <summary>The data of the one record, or nothing.</summary>
    public static byte[] Record(byte[] answer, byte[] question)
    {
        if (answer[7] == 0)
            return [];
        var start = question.Length - (question[11] > 0 ? 11 : 0) + 10;
        var length = (answer[start] << 8) | answer[start + 1];
        return answer[(start + 2)..(start + 2 + length)];
    }
}
