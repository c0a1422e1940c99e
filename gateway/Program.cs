using System.Net.Sockets;
using System.Reflection;
using AiSandbox.Gateway;
using AiSandbox.Gateway.Budgets;
using AiSandbox.Gateway.Configuration;
using AiSandbox.Guard.Configuration;
using AiSandbox.Guard.Keys;

const string Held = "/run/host/gateway", Day = "/var/lib/gateway/day.json";
const int Port = 3128; // the only one that the gate lets through to this network
var squid = new Uri("http://squid:3129");

try
{
    switch (args)
    {
        case ["--version"]:
            Console.WriteLine(typeof(GatewayServer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion);
            return 0;
        case ["--health"]:
            using (var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
                await socket.ConnectAsync("127.0.0.1", Port);
            return 0;
    }

    var words = GatewayWords.Parse(args);
    var options = GatewayOptions.Read(Path.Combine(Held, "gateway.json"));
    var keys = HeldKey.Read(Path.Combine(Held, "keys"), options.Vendors);
    Rights.GiveUp();

    var log = new GatewayLog(Console.Out, TimeProvider.System);
    using var server = new GatewayServer(words, options, keys, new Budget(options.Limits, Day, TimeProvider.System), log, GatewayServer.Client(squid, words));
    await using var app = server.Build(Port);
    log.Note($"holds {string.Join(' ', options.Vendors.Select(vendor => vendor.Name))}");
    await app.RunAsync();
    return 0;
}
catch (Exception failed) when (failed is ConfigurationException or IOException or UnauthorizedAccessException or SocketException)
{
    await Console.Error.WriteLineAsync($"gateway: {failed.Message}");
    return 1;
}
