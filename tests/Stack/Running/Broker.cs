using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using RabbitMQ.Client;

namespace Timeline.Tests.Stack.Running;

/// <summary>A virtual host of the broker, made for one system, asked through the management API.</summary>
public sealed class Broker : IDisposable
{
    private readonly string vhost;
    private readonly HttpClient http;

    public Broker(string vhost)
    {
        this.vhost = vhost;
        var address = Surroundings.RabbitManagement;
        http = new() { BaseAddress = new(address.GetLeftPart(UriPartial.Authority).Replace(address.UserInfo + "@", "", StringComparison.Ordinal)) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(address.UserInfo))));
    }

    /// <summary>The address by which a service reaches it; another port leads through something in between.</summary>
    public Uri Address(int? port = null) => new UriBuilder(Surroundings.Rabbit) { Path = vhost, Port = port ?? Surroundings.Rabbit.Port }.Uri;

    public Task MakeAsync() => SendAsync(HttpMethod.Put, $"/api/vhosts/{vhost}");

    public Task RemoveAsync() => SendAsync(HttpMethod.Delete, $"/api/vhosts/{vhost}");

    /// <summary>Throws away the messages that wait in a queue (not those handed to a consumer already); how many there were.</summary>
    public async Task<uint> PurgeAsync(string queue)
    {
        await using var connection = await new ConnectionFactory { Uri = Address() }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        return await channel.QueuePurgeAsync(queue);
    }

    /// <summary>How many messages wait in a queue, those handed to a consumer not counted; asked of the queue, as the management API's figures are seconds old.</summary>
    public async Task<uint> WaitingAsync(string queue)
    {
        await using var connection = await new ConnectionFactory { Uri = Address() }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        return await channel.MessageCountAsync(queue);
    }

    public async Task<JsonNode> QueueAsync(string queue) => (await http.GetFromJsonAsync<JsonNode>($"/api/queues/{vhost}/{queue}"))!;

    public async Task<JsonArray> ExchangesAsync() => (await http.GetFromJsonAsync<JsonArray>($"/api/exchanges/{vhost}"))!;

    public async Task<JsonArray> BindingsAsync() => (await http.GetFromJsonAsync<JsonArray>($"/api/bindings/{vhost}"))!;

    public void Dispose() => http.Dispose();

    private async Task SendAsync(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }
}
