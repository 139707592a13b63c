// The file goes from the browser straight to the call, with the cookie that the page itself has.
const chosen = id => document.getElementById(id)?.files?.[0];

export function look(id) {
  const file = chosen(id);
  return file ? { name: file.name, size: file.size } : null;
}

async function post(path, body) {
  try {
    const answer = await fetch(path, { method: 'POST', body, headers: { 'Content-Type': 'application/octet-stream' } });
    return { status: answer.status, body: await answer.text() };
  } catch (e) {
    return { status: 0, body: String(e) };
  }
}

// the beginning tells what a file is; what is compressed can only be looked at whole
export const propose = (id, encoding) => {
  const file = chosen(id);
  return post(`/api/imports/proposals${encoding ? `?encoding=${encodeURIComponent(encoding)}` : ''}`, /\.gz$/i.test(file.name) ? file : file.slice(0, 65536));
};

export const send = (id, query) => post(`/api/imports?${query}`, chosen(id));

export const focus = id => document.getElementById(id)?.focus();
