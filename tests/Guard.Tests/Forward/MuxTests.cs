using System.Net.Sockets;
using System.Security.Cryptography;
using AiSandbox.Guard.Forward;

namespace Guard.Tests.Forward;

public sealed class MuxTests
{
    private Pair _pair = null!;

    [SetUp]
    public void Begin() => _pair = new Pair();

    [TearDown]
    public void End() => _pair.Dispose();

    [Test]
    [CancelAfter(120_000)]
    public async Task Should_carry_both_ways_byte_for_byte_when_many_are_open(CancellationToken cancellation)
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(async number =>
        {
            var (user, server, result) = await _pair.OpenAsync();
            var sent = RandomNumberGenerator.GetBytes(700_000 + number);
            var echo = EchoAsync(server, cancellation);
            var sending = SendAsync(user, sent, cancellation);
            var back = await ReadAllAsync(user, cancellation);
            await Task.WhenAll(echo, sending);

            back.AsSpan().SequenceEqual(sent).ShouldBeTrue();
            (await result).ShouldBe(new MuxResult(sent.Length, sent.Length, MuxEnd.Whole));
        }));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Should_slow_nobody_when_one_does_not_read(CancellationToken cancellation)
    {
        var (silent, flood, _) = await _pair.OpenAsync();
        var flooding = SendAsync(flood, new byte[64 << 20], cancellation);

        for (var i = 0; i < 5; i++)
        {
            var (user, server, result) = await _pair.OpenAsync();
            await server.SendAsync("hello"u8.ToArray());
            server.Shutdown(SocketShutdown.Send);
            user.Shutdown(SocketShutdown.Send);
            (await ReadAllAsync(user, cancellation)).ShouldBe("hello"u8.ToArray());
            (await result).End.ShouldBe(MuxEnd.Whole);
        }

        flooding.IsCompleted.ShouldBeFalse("it waits for room");
        silent.Available.ShouldBeGreaterThan(0);
        flood.Close(0);
        await Should.ThrowAsync<Exception>(() => flooding);
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Should_say_that_nobody_listens_when_nobody_does(CancellationToken cancellation)
    {
        var (user, carried) = await Pair.ConnectedAsync();

        (await _pair.CarryAsync(carried, port: 1).WaitAsync(cancellation)).End.ShouldBe(MuxEnd.NobodyListens);

        await Should.ThrowAsync<SocketException>(async () => await user.ReceiveAsync(new byte[1], cancellation));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Should_refuse_one_more_than_there_may_be_and_take_it_when_one_has_gone(CancellationToken cancellation)
    {
        var open = new List<(Socket User, Socket Server, Task<MuxResult> Result)>();
        for (var i = 0; i < Mux.Most; i++)
            open.Add(await _pair.OpenAsync());
        var (_, carried) = await Pair.ConnectedAsync();

        (await _pair.CarryAsync(carried).WaitAsync(cancellation)).End.ShouldBe(MuxEnd.TooMany);

        open[0].User.Close(0);
        (await open[0].Result.WaitAsync(cancellation)).End.ShouldBe(MuxEnd.Cut);
        (await _pair.OpenAsync()).User.Connected.ShouldBeTrue();
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Should_break_off_the_one_that_sends_more_than_there_is_room_for_and_no_other(CancellationToken cancellation)
    {
        var (silent, _, result) = await _pair.OpenAsync();
        var (user, server, other) = await _pair.OpenAsync();

        for (var i = 0; i < 64; i++) // from an inside that keeps no window: 2 MB, of which the user reads nothing
            _pair.Outside.Take(new Frame(FrameKind.Data, 1, new byte[Frame.Most]));

        (await result.WaitAsync(cancellation)).End.ShouldBe(MuxEnd.Cut);
        await server.SendAsync("hello"u8.ToArray());
        server.Shutdown(SocketShutdown.Send);
        user.Shutdown(SocketShutdown.Send);
        (await ReadAllAsync(user, cancellation)).ShouldBe("hello"u8.ToArray());
        (await other.WaitAsync(cancellation)).End.ShouldBe(MuxEnd.Whole);
        silent.Dispose();
    }

    [Test]
    public void Should_not_let_the_inside_open_anything() =>
        Should.Throw<InvalidDataException>(() => _pair.Outside.Take(Frame.Of(FrameKind.Open, 7, 80)));

    [Test]
    public void Should_take_frames_of_what_has_gone_and_of_what_never_was()
    {
        _pair.Outside.Take(new Frame(FrameKind.Data, 99, new byte[1]));
        _pair.Outside.Take(new Frame(FrameKind.End, 99, default));
        _pair.Inside.Take(Frame.Of(FrameKind.Credit, 99, -5));
    }

    private static async Task EchoAsync(Socket socket, CancellationToken cancellation)
    {
        var buffer = new byte[10_000];
        while (await socket.ReceiveAsync(buffer, cancellation) is > 0 and var count)
            await SendSomeAsync(socket, buffer.AsMemory(0, count), cancellation);
        socket.Shutdown(SocketShutdown.Send);
    }

    private static async Task SendAsync(Socket socket, byte[] bytes, CancellationToken cancellation)
    {
        await SendSomeAsync(socket, bytes, cancellation);
        socket.Shutdown(SocketShutdown.Send);
    }

    private static async Task SendSomeAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        while (bytes.Length > 0)
            bytes = bytes[await socket.SendAsync(bytes, cancellation)..];
    }

    private static async Task<byte[]> ReadAllAsync(Socket socket, CancellationToken cancellation)
    {
        var (all, buffer) = (new MemoryStream(), new byte[32_768]);
        while (await socket.ReceiveAsync(buffer, cancellation) is > 0 and var count)
            all.Write(buffer, 0, count);
        return all.ToArray();
    }
}
