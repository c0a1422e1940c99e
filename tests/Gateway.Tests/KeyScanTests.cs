using System.Text;
using AiSandbox.Gateway.Answers;

namespace Gateway.Tests;

[CancelAfter(20_000)]
public sealed class KeyScanTests
{
    private static readonly byte[] Secret = "sk-secret-secret-1"u8.ToArray();

    [Test]
    public async Task Should_never_hand_on_a_key_however_the_answer_is_cut([Range(1, 40, 3)] int piece, CancellationToken cancellation)
    {
        var answer = $"{new string('x', 101)}sk-secret-sk-secret-secret-1 and more".Bytes();
        await using var scan = new KeyScan(new Pieces(answer, piece), [Secret], _ => { });
        var seen = new MemoryStream();

        await Should.ThrowAsync<KeyReflectedException>(() => scan.CopyToAsync(seen, cancellation));

        Encoding.UTF8.GetString(seen.ToArray()).ShouldStartWith(new string('x', 90));
        Encoding.UTF8.GetString(seen.ToArray()).ShouldNotContain("secret-secret-1");
    }

    [Test]
    public async Task Should_hand_on_all_else_byte_for_byte([Range(1, 40, 3)] int piece, CancellationToken cancellation)
    {
        var answer = $"{new string('x', 40_000)} sk-secret-secret-2 sk-secret-secret-".Bytes();
        await using var scan = new KeyScan(new Pieces(answer, piece), [Secret], _ => { });
        var seen = new MemoryStream();

        await scan.CopyToAsync(seen, cancellation);

        seen.ToArray().ShouldBe(answer);
    }

    [Test]
    public async Task Should_hold_back_no_more_than_what_could_begin_a_key(CancellationToken cancellation)
    {
        await using var scan = new KeyScan(new Pieces("data: sk-sec"u8.ToArray(), 12), [Secret], _ => { });

        (await scan.ReadAsync(new byte[64], cancellation)).ShouldBe("data: ".Length);
    }

    // Gives an answer in pieces of a size.
    private sealed class Pieces(byte[] answer, int piece) : MemoryStream(answer)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }
}

internal static class TextBytes
{
    public static byte[] Bytes(this string text) => Encoding.UTF8.GetBytes(text);
}
